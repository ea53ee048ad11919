import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TableQuery } from '#contract';
import type { Origin } from '../../scripts/demo/check-file.ts';
import type { Stack } from '../../scripts/stack/index.ts';
import { findAcme } from './find-acme.ts';

/** Raise it when the rows change, so that tables made before are made anew. */
const VERSION = 1;

/** 20 columns: what they hold for row n, and how a cell of the file shows it where that is not PostgreSQL's own text. */
const COLUMNS: readonly (readonly [name: string, sql: string, shown?: string])[] = [
  ['id', 'n::bigint'],
  ['number', `'SO-' || lpad(n::text, 7, '0')`],
  ['customer_id', '(n * 7919 % 50000)::int'],
  ['status', `(array['open', 'shipped', 'cancelled', 'returned', 'on hold'])[1 + n % 5]`],
  ['ordered_at', `timestamptz '2020-01-01 00:00:00Z' + n * interval '97.001 seconds'`, `to_char(ordered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`],
  ['planned_at', `timestamp '2020-01-01' + n * interval '97 seconds'`, `to_char(planned_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS')`],
  ['shipped_on', `case when n % 7 > 0 then date '2020-01-01' + (n % 2000)::int end`],
  ['currency', `(array['EUR', 'USD', 'GBP'])[1 + n % 3]::char(3)`],
  ['net', '(n % 100000 + (n % 100) / 100.0)::numeric(14,2)'],
  ['tax', '((n % 100000) * 0.19)::numeric(14,2)'],
  ['gross', '((n % 100000) * 1.19 - 500)::numeric(14,2)'],
  ['paid', 'n % 3 = 0'],
  ['flagged', 'n % 11 = 0'],
  ['weight', '(n % 1000) / 7.0::float8'],
  ['lines', '(n % 17)::smallint'],
  ['address', `'Customer ' || n % 5000 || ', Straße ' || n % 97`],
  ['note', `case when n % 10 = 0 then null when n % 41 = 0 then 'said "yes", then left' when n % 97 = 0 then E'two\\nlines' when n % 211 = 0 then '=1+1' else 'plain words of usual length ' || n end`],
  ['sales_rep', `'sales.rep' || n % 300 || '@acme.example'`],
  ['reference', 'md5(n::text)::uuid'],
  ['terms', `(array['net 30', 'net 60', 'prepaid'])[1 + n % 3]`],
];
export const MIXED_TABLE_COLUMNS = COLUMNS.map(([name]) => name);

export type MixedTable = {
  readonly rows: number;
  readonly query: TableQuery;
  /** The statement that a copy to a file is made of. */
  readonly sql: string;
  /** The rows as our file shows them, and as a copy by PostgreSQL does. */
  readonly origin: Origin;
  readonly copied: Origin;
};

/** A table of the business database with so many rows of 20 mixed columns, made once and connected to the portal. */
export async function mixedTable(stack: Stack, rows: number, say: (line: string) => void): Promise<MixedTable> {
  const name = `mixed_${rows}`;
  await fill(stack, name, rows, say);
  await connect(stack);
  const url = stack.databases.businessReaderUrl;
  const page = (cells: readonly string[]): Origin => ({ url, sql: `select id::text, ${cells.join(', ')} from bench.${name} where id > $1::bigint order by ${name}.id limit $2` });
  return {
    rows,
    query: { record: await findAcme(stack), tableId: `bench:${name}@portal`, columns: MIXED_TABLE_COLUMNS, filters: [] },
    sql: `select ${MIXED_TABLE_COLUMNS.join(', ')} from bench.${name} order by id`,
    origin: page(COLUMNS.slice(1).map(([column, , shown]) => shown ?? `${column}::text`)),
    copied: page(COLUMNS.slice(1).map(([column, sql]) => (sql.endsWith(' = 0') ? `left(${column}::text, 1)` : `${column}::text`))),
  };
}

async function fill(stack: Stack, name: string, rows: number, say: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: stack.databases.businessAdminUrl });
  await client.connect();
  try {
    const marker = `rows ${rows}, version ${VERSION}`;
    const { rows: [found] } = await client.query<{ marker: string | null }>(`select obj_description(to_regclass('bench.${name}')) as marker`);
    if (found?.marker === marker) return;
    say(`making a table of ${rows} rows`);
    await client.query(`create schema if not exists bench; grant usage on schema bench to business_reader; drop table if exists bench.${name}`);
    await client.query(`create table bench.${name} as select ${COLUMNS.map(([column, sql]) => `${sql} as ${column}`).join(', ')} from generate_series(1, ${rows}::bigint) as n`);
    await client.query(`alter table bench.${name} add primary key (id); grant select on bench.${name} to business_reader`);
    await client.query(`vacuum (analyze, freeze) bench.${name}`);
    await client.query(`comment on table bench.${name} is '${marker}'`);
  } finally {
    await client.end();
  }
}

/** A connection is replaced as a whole, so it names every table there is: one figure may use several. */
async function connect(stack: Stack): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'siderail-bench-'));
  try {
    const file = join(folder, 'tables.json');
    const tables = (await made(stack)).map((name) => ({ key: name, title: 'Mixed', schema: 'bench', table: name, rowKey: 'id', portal: true }));
    await writeFile(file, JSON.stringify({ tables }));
    await stack.addConnection({ name: 'Bench', tables: file });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function made(stack: Stack): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: stack.databases.businessAdminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(`select relname::text as name from pg_class where relnamespace = 'bench'::regnamespace and obj_description(oid, 'pg_class') like $1 order by relname`, [`rows %, version ${VERSION}`]);
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}
