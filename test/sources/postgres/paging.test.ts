import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sort } from '#contract';
import type { SourceContext } from '../../../src/sources/define-source.ts';
import { postgresSource } from './local-source.ts';
import type { PostgresConfig } from '../../../src/sources/postgres/postgres-config.ts';
import { createEmptyDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { allPages, contextOf, queryOf, randomOf } from '../../support/ask-source.ts';
import { run, wholeRead } from './harness.ts';

const ROWS = 157;
const KEYS = ['id', 'code', 'guid', 'padded', 'moment', 'amount'];
const SORTABLE = ['n', 'label', 'story', 'price', 'ratio', 'happened', 'local', 'day', 'flag', 'mood', 'guid', 'id', 'code', 'span', 'fixed'];

const source = postgresSource({ limits: { chunkRows: 10 } });
let database: TestDatabase;
let context: SourceContext<PostgresConfig>;

beforeAll(async () => {
  database = await createEmptyDatabase();
  await run(database.url, `create type mood as enum ('sad', 'ok', 'happy')`);
  await run(database.url, `create table things (
    id bigint primary key, code text not null unique, guid uuid not null unique, padded char(8) not null unique, moment timestamptz not null unique,
    amount numeric not null unique, n int, label text, story text, price numeric(14,2), ratio float8, happened timestamptz, local timestamp, day date,
    flag boolean, mood mood, span interval, fixed int not null)`);
  const random = randomOf(42);
  const maybe = (value: () => unknown): unknown => (random() < 0.25 ? null : value());
  const few = (count: number): number => Math.floor(random() * count);
  for (let at = 0; at < ROWS; at += 1) {
    await run(database.url, `insert into things values (${Array.from({ length: 18 }, (_, n) => `$${n + 1}`).join(',')})`, [
      (at * 7919) % 1009 - 300, `${['Ä', 'b', 'B', 'ß', '_'][few(5)]}${at}`, crypto.randomUUID(), `p${at}`, new Date(1.7e12 + at * 1009).toISOString(),
      `${at}.${few(10)}`, maybe(() => few(5)), maybe(() => ['a', 'A', 'ä', 'b ', '', 'Z'][few(6)]), maybe(() => 'long '.repeat(100 + few(3))),
      maybe(() => few(4) / 10), maybe(() => ['NaN', 'Infinity', '-Infinity', '0.1', '-0'][few(5)]), maybe(() => `2026-01-0${1 + few(2)} 10:00:00.00000${few(3)}Z`),
      maybe(() => `2026-01-01 10:00:0${few(3)}`), maybe(() => ['2026-01-01', 'infinity', '0044-03-15 BC'][few(3)]), maybe(() => few(2) === 0),
      maybe(() => ['sad', 'ok', 'happy'][few(3)]), maybe(() => ['1 mon', '30 days', '1 day'][few(3)]), few(4),
    ]);
  }
  const tables = KEYS.map((key) => ({ key, title: key, table: 'things', rowKey: key, portal: true }));
  context = contextOf(source.config.parse({ url: database.url, tables }));
});
afterAll(() => database.drop());

const sorts: Sort[] = SORTABLE.flatMap((column) => [{ column, direction: 'ascending' as const }, { column, direction: 'descending' as const }]);

describe('S0.1 paging through a table', () => {
  it.each(sorts)('shows every row once, rows without a value last, by $column $direction', async (sort) => {
    const direction = sort.direction === 'ascending' ? 'asc' : 'desc';
    const order = sort.column === 'id' ? `id ${direction}` : `${sort.column} ${direction} nulls last, id ${direction}`;
    const expected = (await run(database.url, `select id::text as found from things order by ${order}`)).map((row) => row['found']);

    for (const size of [7, 157]) {
      const rows = await allPages(source, context, await queryOf(source, context, { table: 'id', columns: ['id'], sort }), size);
      expect(rows.map((row) => row.key)).toEqual(expected);
    }
  });

  it.each(KEYS)('shows every row once when the row key is %s', async (key) => {
    const expected = (await run(database.url, `select id::text as found from things order by ${key}`)).map((row) => row['found']);

    const plain = await allPages(source, context, await queryOf(source, context, { table: key, columns: ['id'] }), 9);
    const sorted = await allPages(source, context, await queryOf(source, context, { table: key, columns: ['id'], sort: { column: 'n', direction: 'descending' } }), 9);

    expect(plain.map((row) => row.cells[0])).toEqual(expected);
    expect(sorted.map((row) => row.cells[0]).sort()).toEqual([...expected].sort());
  });
});

describe('S0.1 reading a whole table', () => {
  it.each(KEYS)('brings every row once when the row key is %s', async (key) => {
    const expected = (await run(database.url, `select id::text as found from things order by ${key}`)).map((row) => row['found']);

    const rows = await wholeRead(source, context, await queryOf(source, context, { table: key, columns: ['id'] }));

    expect(rows.map((row) => row[0])).toEqual(expected);
  });

  it.each(sorts)('brings every row once, in the order of the view, by $column $direction', async (sort) => {
    const query = await queryOf(source, context, { table: 'id', columns: ['id'], sort });
    const expected = (await allPages(source, context, query, 100)).map((row) => row.key);

    const rows = await wholeRead(source, context, query);

    expect(rows.map((row) => row[0])).toEqual(expected);
  });
});
