import { afterAll, beforeAll, expect, it } from 'vitest';
import { escapeId } from 'mysql2';
import { mysqlSource } from './local-source.ts';
import { startMariaDb } from '../../support/start-mariadb.ts';
import type { MariaDb, MariaDbDatabase } from '../../support/start-mariadb.ts';
import { allPages, contextOf, errorOf, queryOf, randomOf, wholeRead } from '../../support/ask-source.ts';
import { run } from './harness.ts';

/** Every table has two hostile column names beside its own: three times as many names as tables. */
const TABLES = 667;

const PARTS = [
  '"', '""', `'`, `''`, ';', '--', '-- ', '#', '/*', '*/', '/*!50000', '/*M!', '\\', '\\\\', '$$', '?', '%s', '%', '_', '.', 'a.b', '`.`', '(', ')', ',', ' ', '\t', '\n', '\r\n', '\u00a0',
  'select', 'user', 'table', 'null', 'order', 'Ünïcödé', 'ß', 'Case', '表', 'e\u0301', '\u202e', '\ufeff', '=1+1', '@x', '@@version', '{}', '[0]', ':name', '`', '``', '```',
  '`; drop table sentinel; --', `'; drop table sentinel; --`, '` as t; delete from sentinel; --', 'sentinel', 'k', 'v', 'c0', 't', 'l', '__proto__', 'constructor', 'COLUMN_NAME', 'a/b', '..', '~',
];

let server: MariaDb;
let database: MariaDbDatabase;
beforeAll(async () => {
  server = await startMariaDb();
  database = await server.createDatabase();
});
afterAll(() => server?.close());

/** What MariaDB takes for a name: up to 64 characters, none of them a trailing space; a table's is also a file's, with five letters for most signs. */
function fitting(name: string): string {
  let cut = [...name].slice(0, 40).join('').trimEnd();
  while ([...cut].length > 1 && [...cut].reduce((length, sign) => length + (/[a-z0-9_]/i.test(sign) ? 1 : 5), 0) > 230) cut = [...cut].slice(0, -1).join('').trimEnd();
  return cut;
}

/** Names that differ by more than the case and the accents of letters: columns of one table must. */
function hostileNames(count: number): string[] {
  const random = randomOf(7);
  const names = new Set<string>();
  const add = (name: string): unknown => name !== '' && names.add(name);
  for (const part of PARTS) add(fitting(part));
  for (const end of ['abc', 'abd', 'ab`']) add(`${'twin'.repeat(15)}${end}`);
  while (names.size < count) add(fitting(Array.from({ length: 1 + Math.floor(random() * 5) }, () => PARTS[Math.floor(random() * PARTS.length)]).join('')));
  names.delete('sentinel');
  return [...names];
}

it('T38 G20 exports each of 667 MariaDB tables its own rows whatever the tables and columns are called, and touches no other', { timeout: 300_000 }, async () => {
  const names = hostileNames(TABLES + 1);
  const q = (name: string): string => escapeId(name, true);
  const column = (at: number): string => names[at % names.length]!;
  await run(database.url, 'create table sentinel (id int primary key, note text); insert into sentinel select seq, seq from seq_1_to_3');
  for (let from = 0; from < names.length; from += 100) {
    await run(database.url, names.slice(from, from + 100).map((name, nth) => {
      const at = from + nth;
      return `create table ${q(name)} (${q(column(at + 1))} varchar(20) collate utf8mb4_bin not null unique, ${q(`${column(at + 2)}2`)} int);
        insert into ${q(name)} select concat('${at}-', seq), nullif(seq, 3) from seq_1_to_5`;
    }).join(';'));
  }
  const source = mysqlSource({ limits: { chunkRows: 2 } });
  const tables = names.map((name, at) => ({
    key: `t${at}`, title: `t${at}`, table: name, rowKey: column(at + 1), portal: true,
    links: [{ objectTypeId: '0-2' as const, property: 'domain', column: column(at + 1), through: { table: name, key: column(at + 1), match: column(at + 1) } }],
  }));
  const context = contextOf(source.config.parse({ url: database.url, tables }), { properties: { domain: `'; delete from sentinel; --` }, signal: new AbortController().signal });
  const listed = await source.tables(context, null);

  for (const [at, table] of listed.entries()) {
    const [text, number] = [column(at + 1), `${column(at + 2)}2`];
    const query = { table, record: null, columns: [text, number], filters: [], sort: { column: number, direction: 'descending' as const } };
    const own = [[`${at}-5`, '5'], [`${at}-4`, '4'], [`${at}-2`, '2'], [`${at}-1`, '1'], [`${at}-3`, null]];
    const pages = await allPages(source, context, query, 3);
    expect(pages.map((row) => row.cells)).toEqual(own);
    if (at % 10 !== 0) continue;
    expect(await source.totals(context, query)).toEqual({ [number]: '12' });
    expect(await wholeRead(source, context, query)).toEqual(own);
    const filtered = { ...query, filters: [{ column: text, operator: 'contains' as const, value: '-4' }, { column: number, operator: 'gt' as const, value: '3' }] };
    expect(await source.count(context, filtered)).toBe(1);
    const parents = [`${at}-2`, `'; delete from sentinel; --`, `${at}-5`].map((value) => ({ key: value, cell: () => value }));
    const hanging: (string | null)[][] = [];
    for (let left = parents; left.length > 0; ) {
      const { rows, done = left.length } = await source.relatedRows!(context, { ...query, table: { ...table, scope: 'related' }, sort: null }, { table, objectTypeId: '0-2' }, left);
      hanging.push(...rows.map(({ parentKey, cells }) => [parentKey, ...cells]));
      left = left.slice(done);
    }
    expect(hanging).toEqual([[`${at}-2`, `${at}-2`, '2'], [`${at}-5`, `${at}-5`, '5']]);
    const record = { ...query, table: { ...table, scope: 'record' as const }, record: { objectTypeId: '0-2' as const, objectId: '1' } };
    expect(await source.count(context, record)).toBe(0);
  }
  expect(listed).toHaveLength(names.length);
  expect(await run(database.url, 'select count(*) as number from sentinel')).toEqual([{ number: '3' }]);
});

it('T38 refuses a name that only matches in another case, with spaces or with another table’s database', async () => {
  await run(database.url, 'create table Mixed (id int primary key)');
  const source = mysqlSource();

  for (const table of ['mixed', 'MIXED', 'Mixéd', `${database.name}.Mixed`, '`Mixed`', 'Mixed ', 'Mixed👍']) {
    const context = contextOf(source.config.parse({ url: database.url, tables: [{ key: 'a', title: 'A', table, rowKey: 'id', portal: true }] }));
    expect((await errorOf(source.tables(context, null))).code).toBe('source.changed');
  }
});

it('T38 takes no name from a request that the MariaDB table does not have', async () => {
  await run(database.url, 'create table plain (id int primary key, secret text, note text)');
  const source = mysqlSource();
  const context = contextOf(source.config.parse({
    url: database.url,
    tables: [{ key: 'plain', title: 'Plain', table: 'plain', rowKey: 'id', portal: true, columns: [{ column: 'id' }, { column: 'note' }] }],
  }));
  const query = await queryOf(source, context, { table: 'plain' });

  for (const name of ['secret', '@@version', '_rowid', 'NOTE', 'note`', 'note, secret', '(select 1)', '__proto__', 'constructor', '']) {
    expect((await errorOf(source.page(context, { ...query, columns: [name] }, { cursor: null, size: 5 }))).code).toBe('column.unknown');
    expect((await errorOf(source.page(context, { ...query, sort: { column: name, direction: 'ascending' } }, { cursor: null, size: 5 }))).code).toBe('column.unknown');
    expect((await errorOf(source.count(context, { ...query, filters: [{ column: name, operator: 'empty' }] }))).code).toBe('column.unknown');
  }
});
