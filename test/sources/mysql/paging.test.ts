import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sort } from '#contract';
import type { SourceContext } from '../../../src/sources/define-source.ts';
import { mysqlSource } from './local-source.ts';
import type { MysqlConfig } from '../../../src/sources/mysql/mysql-config.ts';
import { startMariaDb } from '../../support/start-mariadb.ts';
import type { MariaDb, MariaDbDatabase } from '../../support/start-mariadb.ts';
import { allPages, contextOf, queryOf, randomOf, wholeRead } from '../../support/ask-source.ts';
import { run } from './harness.ts';

const ROWS = 157;
const KEYS = ['id', 'big', 'code', 'binary_code', 'latin_code', 'guid', 'moment', 'amount', 'span', 'day'];
const SORTABLE = ['n', 'label', 'latin', 'story', 'price', 'ratio', 'single_ratio', 'happened', 'moment', 'stamped', 'day', 'flag', 'mood', 'guid', 'id', 'code', 'span', 'fixed', 'made'];

const source = mysqlSource({ limits: { chunkRows: 10 } });
let server: MariaDb;
let database: MariaDbDatabase;
let context: SourceContext<MysqlConfig>;

beforeAll(async () => {
  server = await startMariaDb();
  database = await server.createDatabase();
  await run(database.url, `create table things (
    id bigint primary key, big bigint unsigned not null unique, code varchar(40) not null unique, binary_code varchar(40) character set utf8mb4 collate utf8mb4_bin not null unique,
    latin_code varchar(40) character set latin1 collate latin1_german2_ci not null unique, guid uuid not null unique, moment datetime(6) not null unique,
    amount decimal(30,10) not null unique, span time(3) not null unique, day date not null unique,
    n int, label varchar(50), latin varchar(20) character set latin1, story longtext, price decimal(14,2), ratio double, single_ratio float, happened datetime(6), stamped timestamp null,
    flag bit(1), mood enum('sad', 'ok', 'happy'), fixed int not null, made year) collate utf8mb4_general_ci`);
  const random = randomOf(42);
  const maybe = (value: () => unknown): unknown => (random() < 0.25 ? null : value());
  const few = (count: number): number => Math.floor(random() * count);
  const rows = Array.from({ length: ROWS }, (_, at) => [
    (at * 7919) % 1009 - 300, String(2n ** 64n - 1n - BigInt((at * 31) % 157)), `${['Ä', 'b', 'B', 'ß', '_', '👍', 'é '][few(7)]}${at}`, `${['Ä', 'b', 'B', 'ß', '_'][few(5)]}${at}`,
    `${['Ä', 'b', 'B', 'ß', 'ae'][few(5)]}${at}`, crypto.randomUUID(), `2026-01-01 10:00:00.${String(at * 1009).padStart(6, '0')}`,
    `${at}.${few(10)}`, `${few(2) === 0 ? '-' : ''}${100 + at}:00:00.123`, at === 3 ? '0000-00-00' : `20${String(10 + at % 80)}-0${1 + Math.floor(at / 80)}-0${few(2)}`,
    maybe(() => few(5)), maybe(() => ['a', 'A', 'ä', 'b ', 'b', '', 'Z', '👍'][few(8)]), maybe(() => ['a', 'A', 'ä', 'ß', ''][few(5)]),
    // Beyond the first 1,024 bytes, which is all that a sort of the server looks at by default.
    maybe(() => `${'long '.repeat(400)}${few(3)}`),
    maybe(() => few(4) / 10), maybe(() => ['0.1', '-1e300', '1e-300', '0.30000000000000004', '0.3'][few(5)]), maybe(() => ['0.1', '3.4e38', '16777217', '16777216'][few(4)]),
    maybe(() => [`2026-01-0${1 + few(2)} 10:00:00.00000${few(3)}`, '0000-00-00 00:00:00'][few(2)]), maybe(() => `2026-01-01 10:00:0${few(3)}`),
    maybe(() => few(2)), maybe(() => ['sad', 'ok', 'happy'][few(3)]), few(4), maybe(() => [2026, 1999, 0][few(3)]),
  ]);
  await run(database.url, `set session sql_mode = 'ALLOW_INVALID_DATES', time_zone = '+00:00'`);
  for (const row of rows) await run(database.url, `set statement sql_mode = 'ALLOW_INVALID_DATES' for insert into things values (${row.map(() => '?').join(',')})`, row);
  const tables = KEYS.map((key) => ({ key, title: key, table: 'things', rowKey: key, portal: true }));
  context = contextOf(source.config.parse({ url: database.url, tables }));
});
afterAll(() => server?.close());

const sorts: Sort[] = SORTABLE.flatMap((column) => [{ column, direction: 'ascending' as const }, { column, direction: 'descending' as const }]);

describe('S0.1 paging through a table of MariaDB', () => {
  it.each(sorts)('shows every row once, rows without a value last, by $column $direction', async (sort) => {
    const direction = sort.direction === 'ascending' ? 'asc' : 'desc';
    const column = sort.column === 'story' ? 'left(story, 255)' : sort.column;
    const expected = (await run(database.url, `select cast(id as char) as found from things order by ${sort.column} is null, ${column} ${direction}, id ${direction}`)).map((row) => row['found']);

    for (const size of [7, 157]) {
      const rows = await allPages(source, context, await queryOf(source, context, { table: 'id', columns: ['id'], sort }), size);
      expect(rows.map((row) => row.key)).toEqual(expected);
    }
  });

  it.each(KEYS)('shows every row once when the row key is %s', async (key) => {
    const expected = (await run(database.url, `select cast(id as char) as found from things order by ${key}`)).map((row) => row['found']);

    const plain = await allPages(source, context, await queryOf(source, context, { table: key, columns: ['id'] }), 9);
    const sorted = await allPages(source, context, await queryOf(source, context, { table: key, columns: ['id'], sort: { column: 'n', direction: 'descending' } }), 9);

    expect(plain.map((row) => row.cells[0])).toEqual(expected);
    expect(sorted.map((row) => row.cells[0]).sort()).toEqual([...expected].sort());
  });
});

describe('S0.1 reading a whole table of MariaDB', () => {
  it.each(KEYS)('brings every row once when the row key is %s, and goes on from every cursor as if nothing had happened (S0.16)', async (key) => {
    const expected = (await run(database.url, `select cast(id as char) as found from things order by ${key}`)).map((row) => row['found']);
    const query = await queryOf(source, context, { table: key, columns: ['id'] });
    const [part] = (await source.plan(context, query)).parts;

    const rows: unknown[] = [];
    const cursors: [cursor: string, behind: number][] = [];
    for await (const batch of source.read(context, query, part!, null)) {
      rows.push(...batch.rows.map((row) => row[0]));
      cursors.push([batch.cursor, rows.length]);
    }

    expect(rows).toEqual(expected);
    for (const [cursor, behind] of cursors) {
      const rest: unknown[] = [];
      for await (const batch of source.read(context, query, part!, cursor)) rest.push(...batch.rows.map((row) => row[0]));
      expect(rest).toEqual(expected.slice(behind));
    }
  });

  it.each(sorts)('brings every row once, in the order of the view, by $column $direction', async (sort) => {
    const query = await queryOf(source, context, { table: 'id', columns: ['id'], sort });
    const expected = (await allPages(source, context, query, 100)).map((row) => row.key);

    const rows = await wholeRead(source, context, query);

    expect(rows.map((row) => row[0])).toEqual(expected);
  });
});
