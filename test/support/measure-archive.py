"""Reads a ZIP file's entries to their ends with Python's own reader, which checks each checksum, and prints their sizes as JSON."""
import json
import sys
import zipfile

with zipfile.ZipFile(sys.argv[1]) as archive:
    entries = []
    for info in archive.infolist():
        read = 0
        with archive.open(info) as entry:
            while piece := entry.read(1 << 20):
                read += len(piece)
        entries.append({'name': info.filename, 'read': read, 'size': info.file_size, 'packed': info.compress_size, 'offset': info.header_offset, 'version': info.extract_version})
    print(json.dumps(entries))
