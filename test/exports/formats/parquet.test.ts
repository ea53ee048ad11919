import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import type { Column } from '#contract';
import { readParquet } from '../../support/read-parquet.ts';
import type { Found } from '../../support/read-parquet.ts';
import { FORMULA_PAYLOADS } from './formula-payloads.ts';
import { column, renderRows } from './render.ts';
import type { Made, Row } from './render.ts';

const DAY = 86_400_000;
const days = (date: string): number => Date.parse(`${date}T00:00:00.000Z`) / DAY;
const micros = (moment: string): bigint => BigInt(Date.parse(moment)) * 1000n;

/** One column of these values: its type, and every value as hyparquet finds it. */
async function readOne(type: Column['type'], values: readonly (string | null)[]): Promise<{ type: string; found: Found[]; made: Made }> {
  const made = await renderRows('parquet', [column('value', type)], values.map((value) => [value]));
  const { columns, rows } = await readParquet(made.bytes);
  return { type: columns[0]!.type, found: rows.map(([value]) => value!), made };
}

/** The same file by DuckDB's reader, every value as text. */
async function readByDuckdb(bytes: Uint8Array): Promise<unknown[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'siderail-test-'));
  try {
    await writeFile(join(folder, 'a.parquet'), bytes);
    const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
    await connection.run("set TimeZone = 'UTC'");
    const result = await connection.run(`select columns(*)::varchar from read_parquet('${join(folder, 'a.parquet')}')`);
    return await result.getRowsJS();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('a Parquet file', () => {
  it('has typed columns named by key, and keeps nothing and the empty text apart (S0.10)', async () => {
    const columns = [column('name'), column('count', 'number'), column('net', 'money'), column('on', 'date'), column('at', 'datetime'), column('paid', 'boolean')];
    const rows: Row[] = [
      ['Grüße 🚀', '12', '1.50', '2026-11-22', '2026-11-22T10:00:00.123Z', 'true'],
      ['', '-0.5', '-1234567.00', '1899-12-31', '1899-12-31T23:59:59.999Z', 'false'],
      [null, null, null, null, null, null],
    ];

    const made = await renderRows('parquet', columns, rows);

    const file = await readParquet(made.bytes);
    expect(file.columns).toEqual([
      { name: 'name', type: 'UTF8' }, { name: 'count', type: 'DOUBLE' }, { name: 'net', type: 'DECIMAL(18, 2)' }, { name: 'on', type: 'DATE' },
      { name: 'at', type: 'TIMESTAMP MICROS UTC' }, { name: 'paid', type: 'BOOLEAN' },
    ]);
    expect(file.rows).toEqual([
      ['Grüße 🚀', 12, '1.50', days('2026-11-22'), micros('2026-11-22T10:00:00.123Z'), true],
      ['', -0.5, '-1234567.00', days('1899-12-31'), micros('1899-12-31T23:59:59.999Z'), false],
      [null, null, null, null, null, null],
    ]);
    expect(await readByDuckdb(made.bytes)).toEqual([
      ['Grüße 🚀', '12.0', '1.50', '2026-11-22', '2026-11-22 10:00:00.123+00', 'true'],
      ['', '-0.5', '-1234567.00', '1899-12-31', '1899-12-31 23:59:59.999+00', 'false'],
      [null, null, null, null, null, null],
    ]);
    expect(made).toMatchObject({ rows: 3, cells: { keptAsText: 0, neutralised: 0 } });
    expect(made.facts).toEqual({
      format: 'parquet', compression: 'snappy', dateTimes: 'UTC',
      columns: [
        { name: 'name', type: 'STRING' }, { name: 'count', type: 'DOUBLE' }, { name: 'net', type: 'DECIMAL(18, 2)' }, { name: 'on', type: 'DATE' },
        { name: 'at', type: 'TIMESTAMP (UTC, microseconds)' }, { name: 'paid', type: 'BOOLEAN' },
      ],
    });
  });

  it('gives back every text as it is: line breaks, quotes, invisible and forbidden characters, ids, what looks like a formula (T43, T46, T47)', async () => {
    const texts = [
      '\uFEFFmark at the very start', 'two\r\nlines', 'a\rb', '\n', '"', '""', 'a"b', ',', ' edge ', '\t', '\0', 'a\0b', 'e\u0301', '\u00E9', '\u202Eabc',
      '👩‍👩‍👧', '\u{10FFFF}', '\uFEFF', '12345678901234567', '007', 'NULL', '\\N', '#', '1e400', 'true', '2026-02-30', ...FORMULA_PAYLOADS,
    ];

    const { type, found, made } = await readOne('text', texts);

    expect(type).toBe('UTF8');
    expect(found).toEqual(texts);
    expect(made.cells).toMatchObject({ neutralised: 0, replaced: 0, keptAsText: 0 });
  });

  it('gives back every character there is; only lone surrogates are U+FFFD, and counted (T46)', async () => {
    const texts = Array.from({ length: 1024 }, (_, block) => Array.from({ length: 64 }, (_unit, at) => `a${String.fromCharCode(block * 64 + at)}`).join(''));

    const { found, made } = await readOne('text', texts);

    expect(found).toEqual(texts.map((text) => text.replaceAll(/\p{Cs}/gu, '\uFFFD')));
    expect(made.cells.replaced).toBe(2048);
  });

  it.each<[string, Column['type'], (string | null)[], string, Found[]]>([
    ['a number as DOUBLE where no digit changes', 'number', ['0', '-5', '1.50', '999999999999999', '0.30000000000000004', '1e+20', '5e-324', '9007199254740993000', null], 'DECIMAL', []],
    ['numbers of 17 digits that doubles keep as DOUBLE', 'number', ['0.30000000000000004', '1.7976931348623157e+308', '5e-324', '-0', null], 'DOUBLE', [0.30000000000000004, 1.7976931348623157e308, 5e-324, -0, null]],
    ['NaN and the infinities as DOUBLE, which has them (T47)', 'number', ['NaN', 'Infinity', '-Infinity', '1'], 'DOUBLE', [NaN, Infinity, -Infinity, 1]],
    ['whole numbers beyond a double as decimals (T47)', 'number', ['12345678901234567', '-1', null], 'DECIMAL(18, 0)', ['12345678901234567', '-1', null]],
    ['long fractions as decimals', 'number', ['0.1234567890123456789', '12'], 'DECIMAL(38, 19)', ['0.1234567890123456789', '12.0000000000000000000']],
    ['money with the decimal places of its longest fraction', 'money', ['1', '-2.125', '1234567890123.5', null], 'DECIMAL(18, 3)', ['1.000', '-2.125', '1234567890123.500', null]],
    ['large money as DECIMAL(38, s)', 'money', ['123456789012345678901234567890.12', '-0.01'], 'DECIMAL(38, 2)', ['123456789012345678901234567890.12', '-0.01']],
    ['the years 1 to 9999', 'date', ['0001-01-01', '1582-10-10', '1900-02-28', '9999-12-31', null], 'DATE', [days('0001-01-01'), days('1582-10-10'), days('1900-02-28'), days('9999-12-31'), null]],
    [
      'moments of the years 1 to 9999 (T47)', 'datetime', ['0001-01-01T00:00:00.000Z', '1500-03-01T12:00:00Z', '9999-12-31T23:59:59.999Z', null], 'TIMESTAMP MICROS UTC',
      [micros('0001-01-01T00:00:00Z'), micros('1500-03-01T12:00:00Z'), micros('9999-12-31T23:59:59.999Z'), null],
    ],
    ['times without a zone as such', 'datetime', ['2026-03-29T02:30:00.000', '1999-12-31T23:59:59.123456', null], 'TIMESTAMP MICROS no zone', [micros('2026-03-29T02:30:00Z'), micros('1999-12-31T23:59:59.123Z') + 456n, null]],
  ].slice(1) as never)('holds %s', async (_, type, values, name, wanted) => {
    const { type: is, found, made } = await readOne(type, values);

    expect(is).toBe(name);
    expect(found).toEqual(wanted);
    expect(made.cells.keptAsText).toBe(0);
  });

  it.each<[Column['type'], string]>([
    ['number', '007'], ['number', '+5'], ['number', '1_000'], ['number', ' 5'], ['number', '0x1F'], ['number', '.5'], ['number', 'n/a'], ['number', ''], ['number', '=1+1'], ['number', '1e400'],
    ['money', '1e5'], ['money', 'NaN'], ['money', '12345678901234567890123456789012345678.5'], ['money', '1,50'],
    ['date', '2026-02-30'], ['date', 'infinity'], ['date', '0044-03-15 BC'], ['date', '12345-01-01'], ['date', '0000-01-01'], ['date', '2026-1-1'],
    ['datetime', '2026-02-30T00:00:00Z'], ['datetime', '2026-01-01T24:00:00Z'], ['datetime', '2026-01-01T10:00:00+02:00'], ['datetime', '2026-01-01T10:00:00.1234567Z'], ['datetime', 'infinity'], ['datetime', '2026-01-01'], ['datetime', '2026-01-01T10:00:00'],
    ['boolean', 'TRUE'], ['boolean', 't'], ['boolean', '1'], ['boolean', ''],
  ])('keeps a %s column as text when it holds %j, every value as the source wrote it, and says so', async (type, odd) => {
    const usual = { number: '1.50', money: '2.00', date: '2026-11-22', datetime: '2026-11-22T10:00:00.000Z', boolean: 'true' }[type as 'number'];

    const { type: is, found, made } = await readOne(type, [usual, odd, null]);

    expect(is).toBe('UTF8');
    expect(found).toEqual([usual, odd, null]);
    expect(made.cells.keptAsText).toBe(2);
    expect(made.facts).toMatchObject({ columns: [{ name: 'value', type: 'STRING' }] });
  });

  it('takes any column key as a name: no two that a query engine confuses, none that it cannot say (T44)', async () => {
    const keys = ['id', 'ID', 'id_2', '', 'a"b', "a'b", 'a\nb', 'a\0b', 'x y.z', '__proto__', 'select', 'Größe'];

    const { bytes } = await renderRows('parquet', keys.map((key) => column(key)), [keys.map((_, at) => String(at))]);

    const { columns, rows } = await readParquet(bytes);
    expect(columns.map(({ name }) => name)).toEqual(['id', 'ID_2', 'id_2_2', 'column_4', 'a"b', "a'b", 'a\nb', 'column_8', 'x y.z', '__proto__', 'select', 'Größe']);
    expect(rows).toEqual([keys.map((_, at) => String(at))]);
  });

  it('of a table without rows has its columns, and types that do not depend on rows', async () => {
    const types = ['text', 'number', 'money', 'date', 'datetime', 'boolean'] as const;

    const { bytes, rows } = await renderRows('parquet', types.map((type) => column(type, type)), []);

    const file = await readParquet(bytes);
    expect(file.columns.map(({ type }) => type)).toEqual(['UTF8', 'DOUBLE', 'DECIMAL(18, 2)', 'DATE', 'TIMESTAMP MICROS UTC', 'BOOLEAN']);
    expect([file.rows, rows]).toEqual([[], 0]);
  });

  it('of one column keeps rows that hold nothing', async () => {
    expect((await readOne('text', [null, 'a', null, '', null])).found).toEqual([null, 'a', null, '', null]);
    expect((await readOne('number', [null, null])).found).toEqual([null, null]);
  });

  it('leaves nothing behind in the temporary folder', async () => {
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('siderail-parquet-'));
    await readOne('text', ['a']);

    const after = (await readdir(tmpdir())).filter((name) => name.startsWith('siderail-parquet-') && !before.includes(name));

    // Other test files may be writing at the same time, but none of theirs was made and kept by this one.
    expect(after.length).toBeLessThanOrEqual(1);
  });
});
