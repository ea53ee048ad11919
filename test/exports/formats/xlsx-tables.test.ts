import { describe, expect, it } from 'vitest';
import { describeCells } from '../../../src/exports/formats/describe-cells.ts';
import { XLSX_LIMITS } from '../../../src/exports/formats/xlsx/limits.ts';
import { renderXlsx } from '../../../src/exports/formats/xlsx/render-xlsx.ts';
import type { XlsxTable } from '../../../src/exports/formats/xlsx/render-xlsx.ts';
import { readWorkbook } from '../../support/read-workbook.ts';
import type { Sheet } from '../../support/read-workbook.ts';
import { collect, column, inPieces, stagedSheet } from './render.ts';
import type { MadeSheets, Row } from './render.ts';

function table(title: string, columns: XlsxTable['columns'], rows: readonly Row[]): XlsxTable {
  return stagedSheet(columns, rows, { kind: 'staging' }, title);
}

function render(tables: readonly XlsxTable[], sheetRows = XLSX_LIMITS.sheetRows): Promise<MadeSheets> {
  return collect(renderXlsx(tables, { ...XLSX_LIMITS, sheetRows }));
}

function valuesOf(sheet: Sheet | undefined): unknown[][] {
  return sheet!.cells.map((row) => row.map((cell) => cell?.value ?? null));
}

const DEALS = table('Deals', [column('Deal'), column('Amount', 'money')], [['One', '10.5'], ['Two', null]]);
const ITEMS = table('Line items', [column('Deal'), column('Item'), column('Ordered', 'date')], Array.from({ length: 5 }, (_, at) => ['One', `Item ${at + 1}`, '2026-11-22']));
const CONTACTS = table('Contacts', [column('A person with a long title')], []);

describe('a workbook of several tables', () => {
  it('has a sheet for each, with its own columns, header, filter and widths, the first one in sight (S0.10)', async () => {
    const made = await render([DEALS, ITEMS, CONTACTS]);

    const { sheets } = await readWorkbook(made.bytes);

    expect(sheets.map(({ name, filter, frozen, widths }) => [name, filter, frozen?.[0], widths.length])).toEqual([
      ['Deals', 'A1:B3', 'frozen', 2], ['Line items', 'A1:C6', 'frozen', 3], ['Contacts', 'A1:A1', 'frozen', 1],
    ]);
    expect(valuesOf(sheets[0])).toEqual([['Deal', 'Amount'], ['One', 10.5], ['Two']]);
    expect(valuesOf(sheets[1])[5]).toEqual(['One', 'Item 5', '2026-11-22T00:00:00.000']);
    expect(sheets[2]!.widths[0]).toBeGreaterThanOrEqual(26);
    expect(sheets.every(({ cells }) => cells[0]!.every((cell) => cell?.bold === true && cell.filled))).toBe(true);
    expect(made.rows).toEqual([2, 5, 0]);
  });

  it('splits each table by itself where Excel’s limit is, and says so of that table alone (T45)', async () => {
    const made = await render([DEALS, ITEMS, CONTACTS], 3);

    const { sheets } = await readWorkbook(made.bytes);

    expect(sheets.map(({ name, rows }) => [name, rows])).toEqual([['Deals', 3], ['Line items', 3], ['Line items (2)', 3], ['Line items (3)', 2], ['Contacts', 1]]);
    expect(sheets.slice(1, 4).flatMap((sheet) => valuesOf(sheet).slice(1).map(([, item]) => item))).toEqual(['Item 1', 'Item 2', 'Item 3', 'Item 4', 'Item 5']);
    expect(made.rows).toEqual([2, 5, 0]);
    expect(describeCells(made.facts, made.cells)).toEqual(['The rows of Line items go over 3 sheets: a sheet holds 1,048,576 rows.']);
  });

  it('never has two sheets of one name, as Excel compares them (T45)', async () => {
    const titles = ['Orders', 'orders', 'ORDERS (2)', 'Orders (2)', 'Ｏｒｄｅｒｓ', 'history', "'History'", '', '***', `${'x'.repeat(31)}1`, `${'x'.repeat(31)}2`];
    const { bytes } = await render(titles.map((title) => table(title, [column('a')], [['1'], ['2']])), 2);

    const names = (await readWorkbook(bytes)).sheets.map(({ name }) => name);

    expect(names).toHaveLength(titles.length * 2);
    expect(new Set(names.map((name) => name.normalize('NFKC').toLowerCase())).size).toBe(names.length);
    expect(names.every((name) => name.length <= 31 && name !== '' && name.toLowerCase() !== 'history')).toBe(true);
    expect(names.slice(0, 4)).toEqual(['Orders', 'Orders (2)', 'orders (3)', 'orders (4)']);
  });

  it('names the table of a text that was cut (T45)', async () => {
    const long = 'a'.repeat(40_000);
    const made = await render([table('Deals', [column('Note')], [[long]]), table('Notes', [column('Body')], [['short'], [long]])]);

    expect(made.cells).toMatchObject({ cut: 2, cutPlaces: [{ row: 1, column: 'Deals: Note', length: 40_000 }, { row: 2, column: 'Notes: Body', length: 40_000 }] });
  });

  it('is the same bytes wherever the staged lines are cut', async () => {
    const cut = (size: number): XlsxTable[] => [DEALS, ITEMS, CONTACTS].map((one) => ({ ...one, lines: () => inPieces(one.lines(), size) }));

    const whole = await render([DEALS, ITEMS, CONTACTS], 4);

    for (const size of [1, 5, 64]) expect((await render(cut(size), 4)).bytes.equals(whole.bytes), `pieces of ${size}`).toBe(true);
  });
});

describe('staged lines that are not what they should be', () => {
  function lines(...pieces: readonly (string | Uint8Array)[]): XlsxTable {
    async function* give(): AsyncIterable<Uint8Array> {
      for (const piece of pieces) yield Buffer.from(piece as string);
    }
    return { title: 'Orders', columns: [column('a'), column('b')], lines: give };
  }
  /** So many that the fault comes behind the rows that widths are taken of. */
  const many = '1,2\n'.repeat(500);

  it.each([
    ['a field too few', `${many}1\n`, 'a staged line has 1 fields instead of 2'],
    ['a field too many', `${many}1,2,3\n`, 'a staged line has 3 fields instead of 2'],
    ['text behind a quote', `${many}"1"2,3\n`, 'a staged field goes on behind its quote'],
    ['an end within a line', `${many}1,2`, 'the last staged line is not whole'],
    ['an end within quotes', `${many}1,"2\n`, 'the last staged line is not whole'],
  ])('stop the render: %s', async (_, text, message) => {
    await expect(render([lines(text)])).rejects.toThrow(message);
  });

  it('stop the render: an end within a line, where a sheet has just become full', async () => {
    await expect(render([lines('1,2\n', '3,4\n', '5,6')], 3)).rejects.toThrow('the last staged line is not whole');
  });

  it('and bytes that are no UTF-8 become U+FFFD, counted, so that the workbook still opens (T46)', async () => {
    const bytes = Buffer.concat([Buffer.from(many), Buffer.from([0x61, 0xFF, 0x62, 0x2C, 0xED, 0xA0, 0x80, 0x0A]), Buffer.from('c\u00E9,"\uFFFD ""q"""\n')]);
    const made = await render([lines(bytes)]);

    const rows = valuesOf((await readWorkbook(made.bytes)).sheets[0]).slice(-2);

    expect(rows).toEqual([['a\uFFFDb', '\uFFFD\uFFFD\uFFFD'], ['c\u00E9', '\uFFFD "q"']]);
    expect(made.cells.replaced).toBe(4);
  });

  it('while lines without anything in them are rows of nothing', async () => {
    const made = await render([{ ...lines('\n\n""\n\n'), columns: [column('a')] }, { ...lines('\n\n'), columns: [] }]);

    expect(made.rows).toEqual([4, 2]);
    expect((await readWorkbook(made.bytes)).sheets.map(({ rows }) => rows)).toEqual([5, 3]);
  });
});
