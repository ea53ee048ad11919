import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { runPython } from '../../support/read-workbook.ts';
import { FORMULA_PAYLOADS } from './formula-payloads.ts';
import { column, renderRows } from './render.ts';
import type { Row } from './render.ts';

const DELIMITERS = [['comma', ','], ['semicolon', ';'], ['tab', '\t']] as const;
const SPREADSHEET_RUNS = /^[\s\0"\u00A0\u200B-\u200F\u2060\uFEFF]*[=+\-@＝＋－＠]|^[\t\r\n\0]/u;

async function byPython(bytes: Buffer, delimiter: string): Promise<string[][]> {
  return JSON.parse(await runPython(join(import.meta.dirname, '..', '..', 'support', 'read-csv.py'), bytes, [delimiter])) as string[][];
}

describe('a CSV file read by other programs', () => {
  it.each(DELIMITERS)('with %s: Python’s reader and csv-parse find the same cells, none that a spreadsheet would run (T43)', async (delimiter, character) => {
    const titles = ['plain', '=HYPERLINK("http://evil.example")', '@title', '\t=t'];
    // Python's reader knows no NUL inside a line.
    const rows: Row[] = FORMULA_PAYLOADS.filter((payload) => !payload.includes('\0')).map((payload) => [payload, `a${payload}`, `${payload};${payload}`, `"${payload}`]);
    const { bytes, text } = await renderRows('csv', titles.map((title) => column(title)), rows, { delimiter });

    const found = await byPython(bytes, character);

    expect(found).toEqual(parse(text, { bom: true, delimiter: character }) as string[][]);
    expect(found).toHaveLength(rows.length + 1);
    expect(found.flat().filter((cell) => SPREADSHEET_RUNS.test(cell))).toEqual([]);
  });

  it.each(DELIMITERS)('written with %s and opened as if it had another: no cell begins in the middle of a text, none is a formula (T43)', async (delimiter, written) => {
    const split = FORMULA_PAYLOADS.filter((payload) => !payload.includes('\0')).flatMap((payload) => [`a;${payload}`, `b,${payload}`, `c\t${payload}`, `d\n${payload}`, `e\r\n${payload}`]);
    const { text } = await renderRows('csv', [column('one')], split.map((cell) => [cell]), { delimiter });

    for (const [, opened] of DELIMITERS) {
      const cells = (parse(text, { bom: true, delimiter: opened, relax_column_count: true }) as string[][]).flat();
      expect(cells.slice(1), `${written} as ${opened}`).toEqual(split);
    }
  });

  it.each<[string, Parameters<typeof renderRows>[3], string]>([
    ['with the mark and commas', {}, '\uFEFFid,n,on,text\r\n'],
    ['without the mark', { bom: false }, 'id,n,on,text\r\n'],
    ['with semicolons', { delimiter: 'semicolon' }, '\uFEFFid;n;on;text\r\n'],
    ['with tabs, without the mark', { delimiter: 'tab', bom: false }, 'id\tn\ton\ttext\r\n'],
  ])('%s is this file, byte for byte: ids, leading zeros, old dates, infinity, line breaks, RTL, emoji, both forms of é (T47)', async (_, options, header) => {
    const d = { comma: ',', semicolon: ';', tab: '\t' }[options?.delimiter ?? 'comma'];
    const columns = [column('id'), column('n', 'number'), column('on', 'date'), column('text')];

    const { bytes } = await renderRows('csv', columns, [
      ['12345678901234567', '-5', '1899-12-31', 'line\r\nbreak'],
      ['007', 'Infinity', '0001-01-01', 'שלום \u202Eabc'],
      ['1e5', '1.50', null, 'e\u0301 \u00E9 👩‍👩‍👧'],
      [null, null, '9999-12-31', 'a,b;c\td "e"'],
      ['', '12345678901234567890.123', '2026-02-28', ' edge '],
    ], options);

    const expected = header
      + `12345678901234567${d}-5${d}1899-12-31${d}"line\r\nbreak"\r\n`
      + `007${d}Infinity${d}0001-01-01${d}שלום \u202Eabc\r\n`
      + `1e5${d}1.50${d}${d}e\u0301 \u00E9 👩‍👩‍👧\r\n`
      + `${d}${d}9999-12-31${d}"a,b;c\td ""e"""\r\n`
      + `${d}12345678901234567890.123${d}2026-02-28${d}" edge "\r\n`;
    expect(bytes.equals(Buffer.from(expected, 'utf8'))).toBe(true);
  });
});
