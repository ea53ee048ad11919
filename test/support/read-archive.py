"""Lists a ZIP file with Python's own reader, after checking every checksum, and prints what is in it as JSON."""
import json
import sys
import zipfile

with zipfile.ZipFile(sys.argv[1]) as archive:
    broken = archive.testzip()
    if broken is not None:
        raise ValueError(broken + ' has a wrong checksum')
    print(json.dumps({
        'texts': {info.filename: archive.read(info).decode('utf8') for info in archive.infolist()},
        'offsets': [info.header_offset for info in archive.infolist()],
        'sizes': [[info.compress_size, info.file_size] for info in archive.infolist()],
        'versions': [info.extract_version for info in archive.infolist()],
    }))
