import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import type { Column } from '#contract';
import { parquetFormat } from '../../../src/exports/formats/parquet/parquet-format.ts';
import { readParquet } from '../../support/read-parquet.ts';
import type { Found } from '../../support/read-parquet.ts';
import { FORMULA_PAYLOADS } from './formula-payloads.ts';
import { collect, column, renderRows, stagedSheet } from './render.ts';
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
      format: 'parquet', codec: 'snappy', dateTimes: 'UTC',
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

  it('gives every column the first type that changes no value: doubles, decimals, dates before 1900, moments, times without a zone, infinities (T47)', async () => {
    const cases: [Column['type'], (string | null)[], string, Found[]][] = [
      ['number', ['1.50', '999999999999999', null], 'DOUBLE', [1.5, 999999999999999, null]],
      ['number', ['0.30000000000000004', '5e-324', '1.7976931348623157e+308'], 'DOUBLE', [0.30000000000000004, 5e-324, 1.7976931348623157e308]],
      ['number', ['NaN', 'Infinity', '-Infinity'], 'DOUBLE', [NaN, Infinity, -Infinity]],
      ['number', ['12345678901234567', '-1', null], 'DECIMAL(18, 0)', ['12345678901234567', '-1', null]],
      ['number', ['0.1234567890123456789', '12', null], 'DECIMAL(38, 19)', ['0.1234567890123456789', '12.0000000000000000000', null]],
      ['money', ['1', '-2.125', '1234567890123.5'], 'DECIMAL(18, 3)', ['1.000', '-2.125', '1234567890123.500']],
      ['money', ['123456789012345678901234567890.12', '-0.01', null], 'DECIMAL(38, 2)', ['123456789012345678901234567890.12', '-0.01', null]],
      ['date', ['0001-01-01', '1582-10-10', '9999-12-31'], 'DATE', [days('0001-01-01'), days('1582-10-10'), days('9999-12-31')]],
      [
        'datetime', ['0001-01-01T00:00:00.000Z', '1500-03-01T12:00:00Z', '9999-12-31T23:59:59.999Z'], 'TIMESTAMP MICROS UTC',
        [micros('0001-01-01T00:00:00Z'), micros('1500-03-01T12:00:00Z'), micros('9999-12-31T23:59:59.999Z')],
      ],
      ['datetime', ['2026-03-29T02:30:00.000', '1899-12-31T23:59:59.123456', null], 'TIMESTAMP MICROS no zone', [micros('2026-03-29T02:30:00Z'), micros('1899-12-31T23:59:59.123Z') + 456n, null]],
      ['boolean', ['true', 'false', null], 'BOOLEAN', [true, false, null]],
    ];

    const made = await renderRows('parquet', cases.map(([type], at) => column(`c${at}`, type)), [0, 1, 2].map((row) => cases.map(([, values]) => values[row]!)));

    const { columns, rows } = await readParquet(made.bytes);
    expect(columns.map(({ type }) => type)).toEqual(cases.map(([, , type]) => type));
    for (const [at, [type, , , wanted]] of cases.entries()) expect(rows.map((row) => row[at]), type).toEqual(wanted);
    expect(made.cells.keptAsText).toBe(0);
  });

  it('keeps a column as text, every value as the source wrote it, when one has no place in its type, and says so (T47)', async () => {
    const usual = { number: '1.50', money: '2.00', date: '2026-11-22', datetime: '2026-11-22T10:00:00.000Z', boolean: 'true' };
    const odd: Record<keyof typeof usual, string[]> = {
      number: ['007', '+5', '1_000', ' 5', '0x1F', '.5', 'n/a', '', '=1+1', '1e400', '1e5000', 'nan'],
      money: ['1e5', 'NaN', '12345678901234567890123456789012345678.5', '1,50', ''],
      date: ['2026-02-30', 'infinity', '0044-03-15 BC', '12345-01-01', '0000-01-01', '2026-1-1', '2026-11-22T00:00:00Z'],
      datetime: [
        '2026-02-30T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01T10:00:00+02:00', '2026-01-01T10:00:00.1234567Z', 'infinity', '2026-01-01', '2026-01-01T10:00:00',
        '0000-01-01T00:00:00Z', '2026-01-01 10:00:00Z',
      ],
      boolean: ['TRUE', 't', '1', ''],
    };
    const cases = Object.entries(odd).flatMap(([type, values]) => values.map((value) => ({ type: type as keyof typeof usual, values: [usual[type as keyof typeof usual], value, null] })));

    const made = await renderRows('parquet', cases.map(({ type }, at) => column(`c${at}`, type)), [0, 1, 2].map((row) => cases.map(({ values }) => values[row]!)));

    const { columns, rows } = await readParquet(made.bytes);
    for (const [at, { values }] of cases.entries()) {
      expect(rows.map((row) => row[at]), `${values[1]}`).toEqual(values);
      expect(columns[at]!.type, `${values[1]}`).toBe('UTF8');
    }
    expect(made.cells.keptAsText).toBe(2 * cases.length);
    expect(made.facts).toMatchObject({ columns: cases.map((_, at) => ({ name: `c${at}`, type: 'STRING' })) });
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

  it('of many rows has row groups, the same bytes however the lines were cut, and is read by two readers cell by cell (S0.10)', async () => {
    const columns = [column('id'), column('n', 'number'), column('net', 'money'), column('on', 'date'), column('note')];
    const rows: Row[] = Array.from({ length: 300_000 }, (_, n) => [
      `SO-${n}`, n % 7 === 0 ? null : String(n), `${n}.${String(n % 100).padStart(2, '0')}`, '2026-11-22', ['', null, 'two\nlines, "quoted"', `note ${n} `.repeat(5)][n % 4]!,
    ]);

    const [whole, again] = await Promise.all([[1 << 16], [7_001, 999_983]].map((cuts) => renderCut(columns, rows, cuts)));

    const { groups, rows: found, compressions } = await readParquet(whole!.bytes);
    expect(again!.bytes.equals(whole!.bytes)).toBe(true);
    expect(groups.length).toBeGreaterThan(2);
    expect(Math.max(...groups)).toBeLessThan(130_000);
    expect(compressions).toEqual(['SNAPPY']);
    const differing = found.findIndex((row, n) => {
      const [id, number, net, on, note] = rows[n]!;
      return row[0] !== id || row[1] !== (number === null ? null : Number(number)) || row[2] !== net || row[3] !== days(on!) || row[4] !== note;
    });
    expect([found.length, differing]).toEqual([300_000, -1]);
    const byDuckdb = await readByDuckdb(whole!.bytes);
    expect(byDuckdb.length).toBe(300_000);
    expect(byDuckdb.findIndex(([id, , , , note], n) => id !== rows[n]![0] || note !== rows[n]![4])).toBe(-1);
  }, 120_000);

  it('holds texts that look like lines of the table (T43)', async () => {
    const plain = Array.from({ length: 40_000 }, (_, n) => `${n},fake ${n},zzz\n`).join('');
    const quoted = Array.from({ length: 40_000 }, (_, n) => `"${n}","fa""ke, ${n}",zzz\n`).join('');
    const rows: Row[] = Array.from({ length: 32 }, (_, n) => [String(n), n % 2 === 0 ? quoted : plain, 'end']);

    const { bytes } = await renderCut([column('n'), column('text'), column('end')], rows, [1 << 16]);

    const { rows: found } = await readParquet(bytes);
    expect(found.map(([n, , end]) => [n, end])).toEqual(rows.map((_, n) => [String(n), 'end']));
    expect(found.findIndex(([, text], n) => text !== rows[n]![1])).toBe(-1);
  }, 120_000);

  it('holds a row of many megabytes', async () => {
    const long = 'x'.repeat(20_000_000);

    const { bytes } = await renderCut([column('n', 'number'), column('text')], [['1', 'a'], ['2', long], ['3', 'b']], [1 << 16]);

    expect((await readParquet(bytes)).rows.map(([n, text]) => [n, text === long ? 'long' : text])).toEqual([[1, 'a'], [2, 'long'], [3, 'b']]);
  }, 120_000);
});

describe('a Parquet file in the making', () => {
  const columns = [column('a'), column('n', 'number')];

  it('ends at once, with its process and its temporary files, when the job is cancelled', async () => {
    const cancel = new AbortController();
    const before = await leftovers();
    async function* endless(): AsyncIterable<Uint8Array> {
      for (let n = 0; ; n += 1) {
        yield Buffer.from(`text ${n},${n}\n`.repeat(1_000));
        if (n === 500) cancel.abort(new Error('cancelled by the person'));
      }
    }
    const body = parquetFormat.render({ sheets: [{ ...stagedSheet(columns, [], { kind: 'staging' }), lines: endless }], options: {}, signal: cancel.signal }).body;

    await expect(all(body)).rejects.toThrow('cancelled by the person');

    expect(await leftovers()).toEqual(before);
  });

  it('fails with the reason of its rows, and leaves nothing behind, when a chunk is not what was checkpointed', async () => {
    const before = await leftovers();
    async function* broken(): AsyncIterable<Uint8Array> {
      yield Buffer.from('a,1\n');
      throw new Error('chunk 0-0-0 is not what was checkpointed');
    }

    await expect(all(parquetFormat.render({ sheets: [{ ...stagedSheet(columns, [], { kind: 'staging' }), lines: broken }], options: {} }).body)).rejects.toThrow('not what was checkpointed');

    expect(await leftovers()).toEqual(before);
  });

  it.each([['a line of another width', 'a,1\na,b,c\n'], ['half a line', 'a,1\nb'], ['an open quote', 'a,1\n"b,2\n']])('fails rather than write less, at %s', async (_, text) => {
    async function* lines(): AsyncIterable<Uint8Array> {
      yield Buffer.from(text);
    }

    const making = all(parquetFormat.render({ sheets: [{ ...stagedSheet(columns, [], { kind: 'staging' }), lines }], options: {} }).body);

    await expect(making).rejects.toMatchObject({ code: 'internal' });
  });
});

/** Pieces cut after these numbers of bytes, in turn. */
async function renderCut(columns: readonly Column[], rows: readonly Row[], cuts: readonly number[]): Promise<Made> {
  const sheet = stagedSheet(columns, rows, { kind: 'staging' });
  async function* cut(): AsyncIterable<Uint8Array> {
    let turn = 0;
    for await (const piece of sheet.lines()) {
      for (let from = 0; from < piece.length;) {
        const length = cuts[turn++ % cuts.length]!;
        yield piece.subarray(from, from + length);
        from += length;
      }
    }
  }
  const { body, summary } = parquetFormat.render({ sheets: [{ ...sheet, lines: cut }], options: {} });
  return collect({ body, summary: () => ({ ...summary(), rows: summary().rows[0]! }) });
}

async function all(body: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _piece of body);
}

async function leftovers(): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith('siderail-parquet-'));
}
