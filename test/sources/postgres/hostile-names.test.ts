import { afterAll, beforeAll, expect, it } from 'vitest';
import { escapeIdentifier } from 'pg';
import { postgresSource } from './local-source.ts';
import { createEmptyDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { allPages, contextOf, errorOf, queryOf, randomOf } from '../../support/ask-source.ts';
import { run, wholeRead } from './harness.ts';

const TABLES = 250;
/** Every table has twelve hostile column names beside its own; with those of MariaDB more than 5,000 names (G20). */
const MORE_COLUMNS = 10;

const PARTS = [
  '"', '""', `'`, `''`, ';', '--', '/*', '*/', '\\', '\\\\', '$$', '$1', '%s', '%', '_', '.', 'a.b', '"."', '(', ')', ',', ' ', '\t', '\n', '\r\n', '\u00a0',
  'select', 'user', 'table', 'null', 'order', 'Ünïcödé', 'ÜNÏCÖDÉ', 'Case', 'case', '表', '👍', 'e\u0301', '\u202e', '\ufeff', '=1+1', '@x', '{}', '[0]', ':name', '?', '`',
  `"; drop table sentinel; --`, `'; drop table sentinel; --`, `x" as t; delete from sentinel; --`, 'sentinel', 'k', 'v', 'c0', 'b', 'so_far', 't', 'kept', 'pg_temp',
];

let database: TestDatabase;
beforeAll(async () => {
  database = await createEmptyDatabase();
});
afterAll(() => database.drop());

/** At most 63 bytes: Postgres cuts what is longer. */
function fitting(name: string): string {
  let cut = name;
  while (Buffer.byteLength(cut) > 63) cut = [...cut].slice(0, -1).join('');
  return cut;
}

function hostileNames(count: number): string[] {
  const random = randomOf(7);
  const names = new Set(PARTS.map(fitting));
  const stem = 'twin'.repeat(15);
  for (const end of ['abc', 'abd', 'ab"', 'abé'.slice(0, 2)]) names.add(fitting(`${stem}${end}`));
  while (names.size < count) {
    const parts = Array.from({ length: 1 + Math.floor(random() * 5) }, () => PARTS[Math.floor(random() * PARTS.length)]);
    names.add(fitting(parts.join('')));
  }
  names.delete('sentinel');
  return [...names];
}

it('T38 G20 exports each table its own rows whatever the tables and columns are called, and touches no other', { timeout: 120_000 }, async () => {
  const names = hostileNames(TABLES + 1);
  const q = escapeIdentifier;
  const column = (at: number): string => names[at % names.length]!;
  const more = (at: number): string[] => Array.from({ length: MORE_COLUMNS }, (_, nth) => column(at + 3 + nth));
  await run(database.url, 'create table sentinel (id int primary key, note text); insert into sentinel select n, n::text from generate_series(1, 3) n');
  const statements = names.map((name, at) => `create table ${q(name)} (${q(column(at + 1))} text not null unique, ${q(column(at + 2))} int,
    ${more(at).map((other, nth) => `${q(other)} text default '${at}/${nth}'`).join()});
    insert into ${q(name)} select ${at} || '-' || n, nullif(n, 3) from generate_series(1, 5) n`);
  await run(database.url, statements.join(';'));
  const source = postgresSource({ limits: { chunkRows: 2 } });
  const tables = names.map((name, at) => ({
    key: `t${at}`, title: `t${at}`, table: name, rowKey: column(at + 1), portal: true,
    links: [{ objectTypeId: '0-2' as const, property: 'domain', column: column(at + 1), through: { table: name, key: column(at + 1), match: column(at + 1) } }],
  }));
  const context = contextOf(source.config.parse({ url: database.url, tables }), { properties: { domain: `'; delete from sentinel; --` } });
  const listed = await source.tables(context, null);

  for (const [at, table] of listed.entries()) {
    const [text, number] = [column(at + 1), column(at + 2)];
    const query = { table, record: null, columns: [text, number, ...more(at)], filters: [], sort: { column: number, direction: 'descending' as const } };
    const others = more(at).map((_, nth) => `${at}/${nth}`);
    const own = [[`${at}-5`, '5'], [`${at}-4`, '4'], [`${at}-2`, '2'], [`${at}-1`, '1'], [`${at}-3`, null]].map((cells) => [...cells, ...others]);
    const pages = await allPages(source, context, query, 2);
    expect(pages.map((row) => row.cells)).toEqual(own);
    expect(await source.totals(context, query)).toEqual({ [number]: '12' });
    if (at % 10 !== 0) continue;
    expect(await wholeRead(source, context, query)).toEqual(own);
    expect(await wholeRead(source, context, { ...query, sort: null })).toEqual([...own].sort(([one], [other]) => (one! < other! ? -1 : 1)));
    const filtered = { ...query, filters: [{ column: text, operator: 'contains' as const, value: '-4' }, { column: number, operator: 'gt' as const, value: '3' }] };
    expect(await source.count(context, filtered)).toBe(1);
    const parents = [`${at}-2`, `'; delete from sentinel; --`, `${at}-5`].map((value) => ({ key: value, cell: () => value }));
    const hanging: { parentKey: string; cells: readonly (string | null)[] }[] = [];
    for (let left = parents; left.length > 0; ) {
      const { rows, done = left.length } = await source.relatedRows!(context, { ...query, table: { ...table, scope: 'related' }, sort: null }, { table, objectTypeId: '0-2' }, left);
      hanging.push(...rows);
      left = left.slice(done);
    }
    expect(hanging.map(({ parentKey, cells }) => [parentKey, ...cells])).toEqual([[`${at}-2`, `${at}-2`, '2', ...others], [`${at}-5`, `${at}-5`, '5', ...others]]);
    const record = await queryOf(source, context, { table: table.key, scope: 'record' });
    expect(await source.count(context, record)).toBe(0);
  }
  expect(listed).toHaveLength(names.length);
  expect(await run(database.url, 'select count(*)::int as rows from sentinel')).toEqual([{ rows: 3 }]);
});

it('T38 refuses a name that only matches after Postgres would have cut it, or in another case', async () => {
  const long = 'x'.repeat(63);
  await run(database.url, `create table ${long} (id int primary key); create table "Mixed" (id int primary key)`);
  const source = postgresSource();

  for (const table of [`${long}y`, 'mixed', 'MIXED', `public.${long}`, `"Mixed"`, 'Mixed ']) {
    const context = contextOf(source.config.parse({ url: database.url, tables: [{ key: 'a', title: 'A', table, rowKey: 'id', portal: true }] }));
    expect((await errorOf(source.tables(context, null))).code).toBe('source.changed');
  }
});

it('T38 takes no name from a request that the table does not have', async () => {
  await run(database.url, 'create table plain (id int primary key, secret text, note text)');
  const source = postgresSource();
  const context = contextOf(source.config.parse({
    url: database.url,
    tables: [{ key: 'plain', title: 'Plain', table: 'plain', rowKey: 'id', portal: true, columns: [{ column: 'id' }, { column: 'note' }] }],
  }));
  const query = await queryOf(source, context, { table: 'plain' });

  for (const name of ['secret', 'ctid', 'xmin', 'NOTE', 'note"', 'note, secret', '(select 1)', '__proto__', 'constructor', '']) {
    expect((await errorOf(source.page(context, { ...query, columns: [name] }, { cursor: null, size: 5 }))).code).toBe('column.unknown');
    expect((await errorOf(source.page(context, { ...query, sort: { column: name, direction: 'ascending' } }, { cursor: null, size: 5 }))).code).toBe('column.unknown');
    expect((await errorOf(source.count(context, { ...query, filters: [{ column: name, operator: 'empty' }] }))).code).toBe('column.unknown');
  }
});
