import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { sheetName } from '../../../src/exports/formats/xlsx/sheet-name.ts';
import { readWorkbook } from '../../support/read-workbook.ts';
import { FORMULA_PAYLOADS } from './formula-payloads.ts';
import { column, renderRows } from './render.ts';

/** In the text column, and where a number, a date and a yes/no should be: a source may send anything. */
const COLUMNS = [column('=1+1'), column('@n', 'number'), column('-m', 'money'), column('+d', 'date'), column('\t=t', 'datetime'), column('b', 'boolean')];
const ROWS = FORMULA_PAYLOADS.map((payload) => COLUMNS.map(() => payload));

describe('text that a spreadsheet would run', () => {
  it('is a text cell in a workbook, in every column and header, character for character: no formula, no link (T43, T44, S2.19, G17)', async () => {
    const { bytes, cells } = await renderRows('xlsx', COLUMNS, ROWS);

    const [sheet] = (await readWorkbook(bytes)).sheets;

    expect(sheet).toMatchObject({ formulas: 0, links: 0, rows: ROWS.length + 1 });
    expect(sheet!.cells.flat().map((cell) => cell?.kind)).toEqual(new Array((ROWS.length + 1) * COLUMNS.length).fill('text'));
    expect(sheet!.cells[0]!.map((cell) => cell?.value)).toEqual(COLUMNS.map(({ title }) => title));
    const readBack = sheet!.cells.slice(1).map((row) => row.map((cell) => cell?.value));
    // NUL is the one character among them that XML cannot hold.
    expect(readBack).toEqual(ROWS.map((row) => row.map((payload) => payload.replaceAll('\0', '\uFFFD'))));
    expect(cells.replaced).toBe(COLUMNS.length);
  });

  it('stays text in a workbook when somebody edits the cell (T43)', async () => {
    const { bytes, cells } = await renderRows('xlsx', [column('a')], FORMULA_PAYLOADS.map((payload) => [payload]));

    const [sheet] = (await readWorkbook(bytes)).sheets;

    const open = sheet!.cells.slice(1).flat().filter((cell) => cell?.quoted !== true);
    // This one begins with an angle bracket, with which no formula begins.
    expect(open.map((cell) => cell?.value)).toEqual(['</t></is></c><c r="B2"><f>1+1</f></c>']);
    expect(cells.neutralised).toBe(FORMULA_PAYLOADS.length - 1);
  });

  it.each([['comma', ','], ['semicolon', ';'], ['tab', '\t']] as const)('begins with an apostrophe in CSV with %s, behind which nothing is changed (T43, S2.19)', async (delimiter, character) => {
    const { text, cells } = await renderRows('csv', COLUMNS, ROWS, { delimiter });

    const rows = parse(text, { bom: true, delimiter: character }) as string[][];

    const open = '</t></is></c><c r="B2"><f>1+1</f></c>';
    expect(rows.slice(1)).toEqual(ROWS.map((row) => row.map((payload) => (payload === open ? payload : `'${payload}`))));
    expect(rows[0]).toEqual(["'=1+1", "'@n", "'-m", "'+d", "'\t=t", 'b']);
    expect(cells.neutralised).toBe((ROWS.length - 1) * COLUMNS.length + 5);
  });

  it('is the same text in JSON Lines, which nothing runs (T43)', async () => {
    const { text } = await renderRows('jsonl', COLUMNS, ROWS);

    const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);

    expect(lines.map((line) => Object.values(line))).toEqual(ROWS);
  });

  it('cannot be the name of a sheet (T43, T45)', () => {
    const names = [...FORMULA_PAYLOADS, 'a/b\\c:d*e?f[g]h', "'quoted'", 'History', '', '   ', 'x'.repeat(40), `${'x'.repeat(30)}🚀`, 'a\uD800b'].map((title) => sheetName(title, 1));

    for (const name of names) {
      expect(name, name).toMatch(/^[^=+\-@'\s[\]:*?/\\][^[\]:*?/\\]*$/u);
      expect(name.length).toBeLessThanOrEqual(31);
      expect(name).not.toMatch(/'$|\p{Cs}|\p{Cc}|^history$/iu);
    }
    expect(sheetName('x'.repeat(40), 12)).toBe(`${'x'.repeat(26)} (12)`);
  });
});
