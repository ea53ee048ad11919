"""Prints what LibreOffice has understood of a workbook, out of its flat OpenDocument file, as JSON."""
import json
import sys
import xml.etree.ElementTree as ET

TABLE = '{urn:oasis:names:tc:opendocument:xmlns:table:1.0}'
OFFICE = '{urn:oasis:names:tc:opendocument:xmlns:office:1.0}'
TEXT = '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}'
MOST_EMPTY = 100


def text_of(element):
    text = element.text or ''
    for child in element:
        if child.tag == TEXT + 's':
            text += ' ' * int(child.get(TEXT + 'c', '1'))
        elif child.tag == TEXT + 'tab':
            text += '\t'
        elif child.tag == TEXT + 'line-break':
            text += '\n'
        else:
            text += text_of(child)
        text += child.tail or ''
    return text


# LibreOffice makes this of every yes/no cell of a workbook, whoever wrote it: it has no such cells of its own.
YES_NO = {'of:=TRUE()': 'true', 'of:=FALSE()': 'false'}


def formula_of(cell):
    formula = cell.get(TABLE + 'formula')
    return None if formula in YES_NO else formula


def read_cell(cell):
    kind = cell.get(OFFICE + 'value-type')
    if kind is None:
        return None
    if cell.get(TABLE + 'formula') in YES_NO:
        return {'type': 'boolean', 'value': YES_NO[cell.get(TABLE + 'formula')], 'formula': False}
    value = {'float': cell.get(OFFICE + 'value'), 'currency': cell.get(OFFICE + 'value'), 'date': cell.get(OFFICE + 'date-value'), 'boolean': cell.get(OFFICE + 'boolean-value')}.get(kind)
    if value is None:
        value = '\n'.join(text_of(one) for one in cell.findall(TEXT + 'p'))
    return {'type': kind, 'value': value, 'formula': formula_of(cell) is not None}


def read_row(row):
    cells = []
    for cell in row:
        if cell.tag not in (TABLE + 'table-cell', TABLE + 'covered-table-cell'):
            continue
        # The rest of a row is one empty cell, repeated to the last column.
        repeated = int(cell.get(TABLE + 'number-columns-repeated', '1'))
        value = read_cell(cell)
        cells += [value] * (min(repeated, MOST_EMPTY) if value is None else repeated)
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def read_table(table):
    rows = []
    for row in table.iter(TABLE + 'table-row'):
        cells = read_row(row)
        repeated = int(row.get(TABLE + 'number-rows-repeated', '1'))
        rows += [cells] * (repeated if cells else min(repeated, MOST_EMPTY))
    while rows and not rows[-1]:
        rows.pop()
    return {
        'name': table.get(TABLE + 'name'),
        'formulas': sum(1 for cell in table.iter(TABLE + 'table-cell') if formula_of(cell) is not None),
        'links': sum(1 for _ in table.iter(TEXT + 'a')),
        'rows': rows,
    }


def main(path):
    body = ET.parse(path).getroot().find(OFFICE + 'body').find(OFFICE + 'spreadsheet')
    print(json.dumps([read_table(table) for table in body.findall(TABLE + 'table')]))


main(sys.argv[1])
