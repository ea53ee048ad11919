import { beforeAll, describe, expect, it } from 'vitest';
import { XLSX_LIMITS } from '../../../src/exports/formats/xlsx/limits.ts';
import { renderXlsx } from '../../../src/exports/formats/xlsx/render-xlsx.ts';
import type { XlsxTable } from '../../../src/exports/formats/xlsx/render-xlsx.ts';
import { openInLibreOffice } from '../../support/open-in-libreoffice.ts';
import type { OfficeSheet } from '../../support/open-in-libreoffice.ts';
import { FORMULA_PAYLOADS } from './formula-payloads.ts';
import { collect, column, stagedSheet } from './render.ts';
import type { Row } from './render.ts';

const EVERY_TYPE = [column('text'), column('number', 'number'), column('money', 'money'), column('date', 'date'), column('datetime', 'datetime'), column('boolean', 'boolean')];
const OBJECTS = [
  '{"formula":"1+1","result":2}', '{"hyperlink":"http://evil.example","text":"x"}', '{"richText":[{"text":"=1+1"}]}', '{"error":"#N/A"}', '{"sharedFormula":"A1"}', '[object Object]', '["=1+1"]',
  'http://evil.example', 'mailto:a@b.c', 'file:///etc/passwd', '<f>1+1</f>', '</t></is></c></row></sheetData><hyperlinks/>', '<![CDATA[<f>1</f>]]>', '&#61;1+1', '__proto__', '#N/A', '#REF!', 'TRUE()',
];
const TYPED: readonly Row[] = [['SO-1', '-12.5', '1234567.5', '2026-11-22', '2026-11-22T18:57:03.000Z', 'true'], ['0', '0', '-0.01', '1900-03-01', '9999-12-31T23:59:59Z', 'false']];
const TEXTS = [
  '007', '12345678901234567', '1E5', '3-4', '12:30', 'true', 'שלום', '🚀👩‍👩‍👧', '\u00FC', 'u\u0308', '1899-12-31', 'two\nlines', '  edge  ', 'a & b < c',
  '_x000D_', '_x0041_', '_x005F_x0041_', 'a_xFFFF_', '&amp;', '\uFFFD', '漢字', 'ｆｕｌｌ', '\u0085', '\u{10FFFD}',
];
const NOT_NUMBERS = ['12345678901234567', '007', 'Infinity', '-Infinity', 'NaN', '1e400', '0x10', '1,5', '1899-12-31'];
/** Every 43,211 seconds for two years and more: all hours, minutes and seconds come up. */
const MOMENTS = Array.from({ length: 2_000 }, (_, at) => new Date(Date.UTC(2026, 0, 1) + at * 43_211_000).toISOString());
const LONG = 'x'.repeat(32_767);
const NAMES = ['x'.repeat(31), 'X'.repeat(32), 'History', 'orders', 'ORDERS', "'quoted'", 'a/b\\c:d*e?f[g]h'];

const FILES = {
  cells: [table('Orders', FORMULA_PAYLOADS.map((payload) => column(payload)), FORMULA_PAYLOADS.map((payload) => FORMULA_PAYLOADS.map(() => payload)))],
  types: [table('Orders', EVERY_TYPE, FORMULA_PAYLOADS.map((payload) => EVERY_TYPE.map(() => payload)))],
  names: FORMULA_PAYLOADS.map((payload) => table(payload, [column('a')], [['b']])),
  objects: [table('Orders', EVERY_TYPE, OBJECTS.map((text) => EVERY_TYPE.map(() => text)))],
  values: [table('Typed', EVERY_TYPE, TYPED), table('Texts', [column('a')], TEXTS.map((text) => [text])), table('Numbers', [column('n', 'number')], NOT_NUMBERS.map((text) => [text])), table('Moments', [column('t', 'datetime')], MOMENTS.map((moment) => [moment]))],
  limits: [table('Texts', [column('a')], [[LONG], [`${LONG}x`], ['l\n'.repeat(253)], ['l\n'.repeat(254)]]), ...NAMES.map((title) => table(title, [column('a')], [['1']]))],
} satisfies Record<string, readonly XlsxTable[]>;
const seen = {} as Record<keyof typeof FILES, readonly OfficeSheet[]>;

function table(title: string, columns: XlsxTable['columns'], rows: readonly Row[]): XlsxTable {
  return stagedSheet(columns, rows, { kind: 'staging' }, title);
}

function textsOf(sheet: OfficeSheet | undefined): (string | null)[][] {
  return sheet!.rows.slice(1).map((row) => row.map((cell) => (cell?.type === 'string' ? cell.value : null)));
}

/** What a spreadsheet may change: it holds no NUL, and one kind of line break. */
function shown(text: string): string {
  return text.replaceAll('\0', '\uFFFD').replaceAll('\r\n', '\n');
}

describe('a workbook opened in LibreOffice', () => {
  beforeAll(async () => {
    const made = Object.entries(FILES).map(async ([name, tables]) => [name, (await collect(renderXlsx(tables, XLSX_LIMITS))).bytes] as const);
    Object.assign(seen, await openInLibreOffice(Object.fromEntries(await Promise.all(made))));
  }, 300_000);

  it('has no formula and no link, in any of its files (T43, T44)', () => {
    const sheets = Object.values(seen).flat();

    expect(sheets.length).toBeGreaterThan(FORMULA_PAYLOADS.length);
    expect(sheets.filter(({ formulas, links }) => formulas > 0 || links > 0)).toEqual([]);
  });

  it('shows the formula payloads as text, as cells of every type and as headers (T43)', () => {
    const rows = FORMULA_PAYLOADS.map((payload) => FORMULA_PAYLOADS.map(() => shown(payload)));

    expect(textsOf(seen.cells[0])).toEqual(rows);
    expect(seen.cells[0]!.rows[0]!.map((cell) => cell?.value)).toEqual(FORMULA_PAYLOADS.map(shown));
    expect(textsOf(seen.types[0])).toEqual(FORMULA_PAYLOADS.map((payload) => EVERY_TYPE.map(() => shown(payload))));
  });

  it('has a sheet for each payload as a title, each with a name of its own that begins no formula (T43)', () => {
    const names = seen.names.map(({ name }) => name);

    expect(names).toHaveLength(FORMULA_PAYLOADS.length);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[^=+\-@'\s]/);
    for (const sheet of seen.names) expect(textsOf(sheet)).toEqual([['b']]);
  });

  it('shows objects, links and markup as the text they are (T44)', () => {
    expect(textsOf(seen.objects[0])).toEqual(OBJECTS.map((text) => EVERY_TYPE.map(() => text)));
  });

  it('has numbers, money, dates, moments and yes/no of their own types (S0.10, T47)', () => {
    expect(seen.values[0]!.rows.slice(1).map((row) => row.map((cell) => [cell?.type, cell?.value]))).toEqual([
      [['string', 'SO-1'], ['float', '-12.5'], ['float', '1234567.5'], ['date', '2026-11-22'], ['date', '2026-11-22T18:57:03'], ['boolean', 'true']],
      [['string', '0'], ['float', '0'], ['float', '-0.01'], ['date', '1900-03-01'], ['date', '9999-12-31T23:59:59'], ['boolean', 'false']],
    ]);
  });

  it('shows ids, leading zeros, early dates, right-to-left text, emoji, both forms of an umlaut and escapes as they were (T46, T47)', () => {
    expect(textsOf(seen.values[1])).toEqual(TEXTS.map((text) => [text]));
    expect(textsOf(seen.values[2])).toEqual(NOT_NUMBERS.map((text) => [text]));
  });

  it('shows every moment to the second (T47)', () => {
    const rows = seen.values[3]!.rows.slice(1);

    expect(rows.map(([cell]) => (cell?.value.includes('T') ? cell.value : `${cell?.value}T00:00:00`))).toEqual(MOMENTS.map((moment) => moment.slice(0, 19)));
  });

  it('shows 32,767 characters whole and one more cut behind its mark; 254 line breaks, one more than Excel states, are kept (T45)', () => {
    const [whole, cut, lines, more] = textsOf(seen.limits[0]).map(([text]) => text!);

    expect(whole).toBe(LONG);
    expect(cut).toBe(`${LONG.slice(0, cut!.indexOf(' …'))} … [cut: the whole text has 32768 characters]`);
    expect(cut).toHaveLength(32_767);
    expect([lines, more].map((text) => text!.split('\n').length - 1)).toEqual([253, 254]);
  });

  it('has the sheets’ names within 31 characters, none twice, none that Excel keeps for itself (T45)', () => {
    expect(seen.limits.slice(1).map(({ name }) => name)).toEqual(['x'.repeat(31), `${'X'.repeat(27)} (2)`, 'Export', 'orders', 'ORDERS (2)', 'quoted', 'a b c d e f g h']);
  });
});
