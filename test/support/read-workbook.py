"""Reads an XLSX file with Python's own zip and XML readers, strictly, and prints what is in it as JSON.

A second opinion on our writer: it shares no code with it. Anything a strict reader refuses is an exception.
"""
import datetime
import json
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
RELATION = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id'
PACKAGE = '{http://schemas.openxmlformats.org/package/2006/relationships}'
BUILT_IN = {0: 'General', 4: '#,##0.00', 49: '@'}


def unescape(text):
    return re.sub(r'_x([0-9A-Fa-f]{4})_', lambda found: chr(int(found.group(1), 16)), text)


def column_of(reference):
    number = 0
    for letter in re.match(r'[A-Z]+', reference).group():
        number = number * 26 + ord(letter) - 64
    return number - 1


def read_styles(archive):
    root = ET.fromstring(archive.read('xl/styles.xml'))
    formats = dict(BUILT_IN)
    for one in root.iter(MAIN + 'numFmt'):
        formats[int(one.get('numFmtId'))] = one.get('formatCode').replace('\\', '')
    bold = [font.find(MAIN + 'b') is not None for font in root.find(MAIN + 'fonts')]
    fills = [fill.find(MAIN + 'patternFill').get('patternType') for fill in root.find(MAIN + 'fills')]
    return [
        {
            'format': formats[int(xf.get('numFmtId'))],
            'bold': bold[int(xf.get('fontId'))],
            'filled': fills[int(xf.get('fillId'))] == 'solid',
            'quoted': xf.get('quotePrefix') == '1',
        }
        for xf in root.find(MAIN + 'cellXfs')
    ]


def moment(serial):
    milliseconds = round(float(serial) * 86400000)
    at = datetime.datetime(1899, 12, 30) + datetime.timedelta(milliseconds=milliseconds)
    return at.isoformat(timespec='milliseconds')


def read_cell(cell, styles):
    style = styles[int(cell.get('s', '0'))]
    kind = cell.get('t', 'n')
    known = {MAIN + 'v', MAIN + 'is'}
    others = [child.tag for child in cell if child.tag not in known]
    if others:
        raise ValueError('a cell holds ' + ', '.join(others))
    if kind == 'inlineStr':
        return {'kind': 'text', 'value': unescape(cell.find(MAIN + 'is').find(MAIN + 't').text or ''), **style}
    value = cell.find(MAIN + 'v').text
    if kind == 'b':
        return {'kind': 'boolean', 'value': value == '1', **style}
    if kind != 'n':
        raise ValueError('a cell of type ' + kind)
    if 'yyyy' in style['format']:
        return {'kind': 'moment', 'value': moment(value), **style}
    return {'kind': 'number', 'value': float(value), 'digits': value, **style}


def read_sheet(archive, path, styles, wanted):
    sheet = {'rows': 0, 'cells': [], 'filter': None, 'frozen': None, 'widths': [], 'formulas': 0, 'links': 0}
    last = 0
    for _, element in ET.iterparse(archive.open(path)):
        tag = element.tag.removeprefix(MAIN)
        if tag == 'row':
            number = int(element.get('r'))
            if number != last + 1:
                raise ValueError('row %d follows row %d' % (number, last))
            last = number
            sheet['rows'] += 1
            if sheet['rows'] <= wanted:
                row = []
                for cell in element:
                    at = column_of(cell.get('r'))
                    if cell.get('r') != re.match(r'[A-Z]+', cell.get('r')).group() + str(number) or at < len(row):
                        raise ValueError('cell ' + cell.get('r') + ' is out of place')
                    row += [None] * (at - len(row))
                    row.append(read_cell(cell, styles))
                sheet['cells'].append(row)
            element.clear()
        elif tag == 'f':
            sheet['formulas'] += 1
        elif tag == 'hyperlink':
            sheet['links'] += 1
        elif tag == 'pane':
            sheet['frozen'] = [element.get('state'), element.get('ySplit'), element.get('topLeftCell')]
        elif tag == 'autoFilter':
            sheet['filter'] = element.get('ref')
        elif tag == 'col':
            sheet['widths'].append(float(element.get('width')))
    return sheet


def main(path, wanted):
    with zipfile.ZipFile(path) as archive:
        broken = archive.testzip()
        if broken is not None:
            raise ValueError(broken + ' has a wrong checksum')
        for name in archive.namelist():
            if name.endswith(('.xml', '.rels')) and not name.startswith('xl/worksheets/'):
                ET.fromstring(archive.read(name))
        targets = {one.get('Id'): one.get('Target') for one in ET.fromstring(archive.read('xl/_rels/workbook.xml.rels')).iter(PACKAGE + 'Relationship')}
        styles = read_styles(archive)
        book = ET.fromstring(archive.read('xl/workbook.xml'))
        sheets = [
            {'name': one.get('name'), **read_sheet(archive, 'xl/' + targets[one.get(RELATION)], styles, wanted)}
            for one in book.iter(MAIN + 'sheet')
        ]
        dates = sorted({'%04d-%02d-%02d %02d:%02d:%02d' % info.date_time for info in archive.infolist()})
        print(json.dumps({'entries': archive.namelist(), 'dates': dates, 'sheets': sheets}))


main(sys.argv[1], int(sys.argv[2]))
