import { describe, expect, it } from 'vitest';
import { renderXlsx } from '../../../src/exports/formats/xlsx/render-xlsx.ts';
import { XLSX_LIMITS } from '../../../src/exports/formats/xlsx/limits.ts';
import { readWorkbook } from '../../support/read-workbook.ts';
import type { WorkbookCell } from '../../support/read-workbook.ts';
import { collect, column, inPieces, renderRows, stagedSheet } from './render.ts';
import type { Row } from './render.ts';

const COLUMNS = [column('Order'), column('Count', 'number'), column('Net', 'money'), column('Ordered', 'date'), column('Changed', 'datetime'), column('Paid', 'boolean')];

async function cellsOf(columns: typeof COLUMNS, rows: readonly Row[]): Promise<(WorkbookCell | null)[][]> {
  const { bytes } = await renderRows('xlsx', columns, rows);
  return (await readWorkbook(bytes)).sheets[0]!.cells.map((row) => [...row]);
}

describe('a workbook, read by another program', () => {
  it('has typed numbers, money, dates, moments in UTC and yes/no (S0.10)', async () => {
    const [, row] = await cellsOf(COLUMNS, [['SO-1', '-12.5', '1234.5', '2026-11-22', '2026-11-22T18:57:03.125Z', 'true']]);

    expect(row).toMatchObject([
      { kind: 'text', value: 'SO-1' },
      { kind: 'number', value: -12.5, format: 'General' },
      { kind: 'number', value: 1234.5, format: '#,##0.00' },
      { kind: 'moment', value: '2026-11-22T00:00:00.000', format: 'yyyy-mm-dd' },
      { kind: 'moment', value: '2026-11-22T18:57:03.125', format: 'yyyy-mm-dd hh:mm:ss' },
      { kind: 'boolean', value: true },
    ]);
  });

  it('has a bold and filled header that stays in sight, a filter over all rows and columns wide enough to read (S0.10)', async () => {
    const { bytes } = await renderRows('xlsx', COLUMNS, [['a name of thirty-one characters', '1', '1', '2026-01-01', '2026-01-01T00:00:00Z', 'false'], ['b', null, null, null, null, null]]);

    const { sheets, entries } = await readWorkbook(bytes);

    expect(sheets).toHaveLength(1);
    expect(sheets[0]).toMatchObject({ name: 'Orders', rows: 3, filter: 'A1:F3', frozen: ['frozen', '1', 'A2'] });
    expect(sheets[0]!.cells[0]!.every((cell) => cell?.bold === true && cell.filled)).toBe(true);
    expect(sheets[0]!.cells[1]!.some((cell) => cell?.bold === true || cell?.filled === true)).toBe(false);
    expect(sheets[0]!.widths[0]).toBeGreaterThanOrEqual(31);
    expect(sheets[0]!.widths[4]).toBeGreaterThanOrEqual(19);
    expect(entries).toContain('[Content_Types].xml');
  });

  it('keeps ids, leading zeros and numbers that Excel would round as text, digit for digit (T47)', async () => {
    const ids = ['007', '12345678901234567', '0', '1E5', '3-4', '12:30'];
    const texts = await cellsOf([column('id')], ids.map((id) => [id]));
    const numbers = ['12345678901234567', '0.1234567890123456', '007', '1e400', '1e-400', 'NaN', 'Infinity', '-Infinity', '1,5', '0x10', ' 1', ''];
    const { bytes, cells } = await renderRows('xlsx', [column('n', 'number')], numbers.map((number) => [number]));
    const typed = (await readWorkbook(bytes)).sheets[0]!.cells.slice(1);

    expect(texts.slice(1).map(([cell]) => [cell?.kind, cell?.value, cell?.format])).toEqual(ids.map((id) => ['text', id, '@']));
    expect(typed.map(([cell]) => cell?.value)).toEqual([...numbers.slice(0, -1), undefined]);
    expect(typed.flat().every((cell) => cell?.kind === 'text')).toBe(true);
    expect(cells.keptAsText).toBe(numbers.length - 1);
  });

  it('keeps every digit of a number it types (T47)', async () => {
    const numbers = ['0', '-0', '-1', '999999999999999', '0.1', '123456789012.345', '1.50', '1e21', '-3.5E-7', '100000000000000000000', '0.000000000000000000001'];

    const [, ...rows] = await cellsOf([column('n', 'number')], numbers.map((number) => [number]));

    expect(rows.map(([cell]) => (cell?.kind === 'number' ? cell.digits : cell))).toEqual(numbers);
  });

  it('shows a date that Excel does not know as text instead of another day (T47)', async () => {
    const dates = ['1899-12-31', '1900-02-28', '0001-01-01', '2026-02-29', '2026-13-01', '10000-01-01', 'infinity', '2026-1-1', '4713-01-01 BC'];
    const moments = ['1850-01-01T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01T10:60:00Z', '2026-02-30T10:00:00Z', 'yesterday'];
    const known = ['1900-03-01', '2000-02-29', '9999-12-31'];

    const [, ...wrong] = await cellsOf([column('d', 'date'), column('t', 'datetime')], dates.map((date, at) => [date, moments[at] ?? null]));
    const [, ...right] = await cellsOf([column('d', 'date')], known.map((date) => [date]));

    expect(wrong.map(([cell]) => [cell?.kind, cell?.value])).toEqual(dates.map((date) => ['text', date]));
    expect(wrong.flatMap(([, cell]) => (cell ? [[cell.kind, cell.value]] : []))).toEqual(moments.map((moment) => ['text', moment]));
    expect(right.map(([cell]) => [cell?.kind, cell?.value])).toEqual(known.map((date) => ['moment', `${date}T00:00:00.000`]));
  });

  it('brings moments of any zone to UTC, to the millisecond (T47)', async () => {
    const moments = ['2026-06-30T23:59:59.999+02:00', '2026-01-01T00:30:00-0530', '2026-01-01 10:00:00', '2026-01-01T10:00Z', '1999-12-31T23:59:59.001Z'];

    const [, ...rows] = await cellsOf([column('t', 'datetime')], moments.map((moment) => [moment]));

    expect(rows.map(([cell]) => cell?.value)).toEqual([
      '2026-06-30T21:59:59.999', '2026-01-01T06:00:00.000', '2026-01-01T10:00:00.000', '2026-01-01T10:00:00.000', '1999-12-31T23:59:59.001',
    ]);
  });

  it('gives back blanks at the ends, line breaks, right-to-left text, emoji and both forms of an umlaut as they were (T47)', async () => {
    const texts = ['  edge  ', 'two\nlines', 'two\r\nlines', '\ttab', 'שלום', '🚀👩‍👩‍👧', '\u00FC', 'u\u0308', 'a & b < c > d "e" \'f\'', '_x0041_', '_x005F_x0041_', '_x0041_x0042_', '__x000D__', ']]>', '&amp;'];

    const [, ...rows] = await cellsOf([column('text')], texts.map((text) => [text]));

    expect(rows.map(([cell]) => cell?.value)).toEqual(texts);
  });

  it('takes anything for a value and makes it text: markup, JSON, links, entities (T44)', async () => {
    const hostile = [
      '{"formula":"1+1","result":2}', '{"hyperlink":"http://evil.example","text":"x"}', '[object Object]', 'http://evil.example', 'mailto:a@b.c',
      '<f>1+1</f>', '</t></is></c></row></sheetData><hyperlinks/>', '<!ENTITY x SYSTEM "file:///etc/passwd">&x;', '<![CDATA[<f>1</f>]]>', '&#61;1+1',
    ];
    const columns = [column('a'), column('n', 'number'), column('b', 'boolean'), column('d', 'date'), column('t', 'datetime')];

    const { bytes } = await renderRows('xlsx', columns, hostile.map((text) => columns.map(() => text)));

    const [sheet] = (await readWorkbook(bytes)).sheets;
    expect(sheet).toMatchObject({ formulas: 0, links: 0 });
    expect(sheet!.cells.slice(1).map((row) => row.map((cell) => [cell?.kind, cell?.value]))).toEqual(hostile.map((text) => columns.map(() => ['text', text])));
  });

  it('of a table without rows has the header, of one without columns is still a workbook', async () => {
    const empty = await readWorkbook((await renderRows('xlsx', COLUMNS, [])).bytes);
    const bare = await readWorkbook((await renderRows('xlsx', [], [])).bytes);

    expect(empty.sheets).toMatchObject([{ rows: 1, filter: 'A1:F1' }]);
    expect(bare.sheets).toMatchObject([{ rows: 1, filter: null }]);
  });
});

describe('the same rows', () => {
  const rows: Row[] = Array.from({ length: 5_000 }, (_, n) => [`SO-${n}`, String(n), `${n}.50`, '2026-11-22', '2026-11-22T10:00:00Z', n % 2 === 0 ? 'true' : null]);

  it('give the same bytes wherever the staged lines are cut, and nothing in them tells when the file was made', async () => {
    const sheet = stagedSheet(COLUMNS, rows, { kind: 'staging' });
    const make = async (size: number): Promise<Buffer> => (await collect(renderXlsx([{ ...sheet, lines: () => inPieces(sheet.lines(), size) }], XLSX_LIMITS))).bytes;

    const first = await make(1_000_000);

    for (const size of [1_000_000, 1, 7, 199, 65_536]) expect((await make(size)).equals(first), `pieces of ${size}`).toBe(true);
    expect((await readWorkbook(first, 0)).dates).toEqual(['1980-01-01 00:00:00']);
  });

  it('are packed as one stream: pieces cost no more than a few bytes', async () => {
    const many = Array.from({ length: 3 }, () => rows).flat();

    const { bytes, rows: written } = await renderRows('xlsx', COLUMNS, many);

    const [sheet] = (await readWorkbook(bytes, 1)).sheets;
    expect(sheet!.rows).toBe(15_001);
    expect(written).toBe(15_000);
    expect(bytes.length).toBeLessThan(15_000 * 40);
  });
});
