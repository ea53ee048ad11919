"""Counts the rows of each sheet of a workbook, too many for a tree, and prints names, rows and the last row's XML as JSON."""
import json
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'

with zipfile.ZipFile(sys.argv[1]) as archive:
    names = [one.get('name') for one in ET.fromstring(archive.read('xl/workbook.xml')).iter(MAIN + 'sheet')]
    sheets = []
    for at, name in enumerate(names):
        rows, tail = 0, b''
        with archive.open('xl/worksheets/sheet%d.xml' % (at + 1)) as stream:
            while piece := stream.read(1 << 20):
                rows += (tail[-4:] + piece).count(b'<row ')
                tail = (tail + piece)[-5000:]
        last = re.findall(rb'<row r="(\d+)">(.*?)</row>', tail)[-1]
        sheets.append({'name': name, 'rows': rows, 'last': [int(last[0]), re.sub(rb'<[^>]*>', b' ', last[1]).decode().split()]})
    print(json.dumps(sheets))
