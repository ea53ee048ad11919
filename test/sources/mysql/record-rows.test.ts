import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordRef } from '#contract';
import { mysqlSource } from './local-source.ts';
import { startMariaDb } from '../../support/start-mariadb.ts';
import type { MariaDb, MariaDbDatabase } from '../../support/start-mariadb.ts';
import { company, contextOf, errorOf, queryOf, wholeRead } from '../../support/ask-source.ts';
import { run } from './harness.ts';

const contact: RecordRef = { objectTypeId: '0-1', objectId: '5' };
const deal: RecordRef = { objectTypeId: '0-3', objectId: '6' };

const through = { table: 'customers', key: 'id', match: 'domain' };
const tables = [
  {
    key: 'orders', title: 'Orders', table: 'orders', rowKey: 'id', portal: true, defaultSort: { column: 'id', direction: 'descending' },
    links: [
      { objectTypeId: '0-2', property: 'erp_number', column: 'customer_id' },
      { objectTypeId: '0-2', property: 'domain', column: 'customer_id', through },
      { objectTypeId: '0-1', property: 'email', take: 'email_domain', column: 'customer_id', through },
    ],
  },
  { key: 'customers', title: 'Customers', table: 'customers', rowKey: 'id', links: [{ objectTypeId: '0-2', property: 'domain', column: 'domain' }] },
  // The key is a number on one side and a text on the other, where the server would compare '1 West' with 1.
  { key: 'notes', title: 'Notes', table: 'notes', rowKey: 'id', links: [{ objectTypeId: '0-2', property: 'domain', column: 'customer', through }] },
  { key: 'gone', title: 'Gone', table: 'not_there', rowKey: 'id', portal: true },
  { key: 'keyless', title: 'Keyless', table: 'keyless', rowKey: 'name', portal: true },
  { key: 'view', title: 'View', table: 'order_view', rowKey: 'id', portal: true },
  { key: 'half', title: 'Half', table: 'half', rowKey: 'id', portal: true },
  { key: 'floating', title: 'Floating', table: 'floating', rowKey: 'id', portal: true },
  { key: 'long', title: 'Long', table: 'longkey', rowKey: 'id', portal: true },
  { key: 'secret', title: 'Secret', schema: 'mysql', table: 'global_priv', rowKey: 'Host', portal: true },
];

const source = mysqlSource();
let server: MariaDb;
let database: MariaDbDatabase;
const contextWith = (properties: Record<string, string>) => contextOf(source.config.parse({ url: database.url, tables }), { properties });

beforeAll(async () => {
  server = await startMariaDb();
  database = await server.createDatabase();
  await run(database.url, `
    create table customers (id bigint primary key, domain varchar(100) collate utf8mb4_unicode_ci);
    create table orders (id bigint primary key, customer_id int unsigned, note text);
    create table notes (id int primary key, customer varchar(20));
    insert into customers values (1, 'acme.example'), (2, 'other.example'), (3, null), (4, ''), (5, 'ACME.EXAMPLE'), (6, 'acmé.example');
    insert into orders select seq, 1 + seq % 6, concat('n', seq) from seq_1_to_60;
    insert into notes values (1, '1'), (2, '1 West'), (3, '2'), (4, null);
    create table keyless (id int, name varchar(9) not null); create view order_view as select * from orders;
    create table half (id int not null, other int, unique (id, other)); create table floating (id double primary key); create table longkey (id varchar(500) primary key)`);
});
afterAll(() => server?.close());

describe('S0.1 the rows of a record in MariaDB', () => {
  it.each([
    ['the company’s domain', company, { domain: 'acme.example' }, 1],
    ['a number of its own before the domain', company, { erp_number: '2', domain: 'acme.example' }, 2],
    ['the domain when the number is empty', company, { erp_number: ' ', domain: 'acme.example' }, 1],
    ['the domain of the contact’s address', contact, { email: 'Maria.J@ACME.example' }, 1],
  ] as const)('are found by %s, and no row of a company whose domain the database only takes for equal', async (_name, record, properties, customer) => {
    const context = contextWith(properties);
    const query = { ...(await queryOf(source, context, { table: 'orders', scope: 'record' })), record };

    const page = await source.page(context, query, { cursor: null, size: 50 });
    const read = await wholeRead(source, context, query);

    expect(page.rows).toHaveLength(10);
    expect(page.rows.every((row) => row.cells[1] === String(customer))).toBe(true);
    expect(page.rows.map((row) => Number(row.key))).toEqual(page.rows.map((row) => Number(row.key)).sort((a, b) => b - a));
    expect(await source.count(context, query)).toBe(10);
    expect(read.map((row) => row[0]).sort()).toEqual(page.rows.map((row) => row.key).sort());
  });

  it('are not those whose text merely begins with the number', async () => {
    const context = contextWith({ domain: 'acme.example' });
    const query = await queryOf(source, context, { table: 'notes', scope: 'record' });
    expect((await source.page(context, query, { cursor: null, size: 5 })).rows).toEqual([{ key: '1', cells: ['1', '1'] }]);
  });

  it.each([{}, { domain: '' }, { domain: 'unknown.example' }, { erp_number: 'not a number' }, { erp_number: '1 or 1=1' }, { erp_number: '-1' }, { domain: '%' }, { domain: 'acme.example👍' }, { email: 'no-address' }])('are none when nothing fits: %o', async (properties) => {
    const context = contextWith(properties);
    for (const record of [company, contact]) {
      const query = { ...(await queryOf(source, context, { table: 'orders', scope: 'record' })), record };
      expect(await source.page(context, query, { cursor: null, size: 5 })).toEqual({ rows: [], next: null });
      expect(await source.count(context, query)).toBe(0);
      expect(await source.rows(context, query, ['1', '2', '3', '4'])).toEqual([]);
      expect(await wholeRead(source, context, query)).toEqual([]);
    }
  });

  it('can be fetched by key, but never another record’s row, whatever the filter hides', async () => {
    const context = contextWith({ domain: 'acme.example' });
    const query = await queryOf(source, context, { table: 'orders', scope: 'record', columns: ['id', 'note'], filters: [{ column: 'id', operator: 'eq', value: '6' }] });

    const rows = await source.rows(context, query, ['12', '6', '5', '6', 'x', '99999999999999999999', '-6', '06', '']);

    expect(rows).toEqual([{ key: '6', cells: ['6', 'n6'] }, { key: '12', cells: ['12', 'n12'] }]);
  });
});

describe('S0.1 the tables of a record in MariaDB', () => {
  const listed = async (record: RecordRef | null): Promise<string[]> => (await source.tables(contextWith({}), record)).map((table) => `${table.key}@${table.scope}`);

  it('are those linked to its type and those of the whole portal; unfit ones do not hide the others', async () => {
    expect(await listed(company)).toEqual(['orders@record', 'orders@portal', 'orders@related', 'customers@record', 'customers@related', 'notes@record', 'notes@related']);
    expect(await listed(contact)).toEqual(['orders@record', 'orders@portal', 'orders@related', 'customers@related', 'notes@related']);
    expect(await listed(deal)).toEqual(['orders@portal', 'orders@related', 'customers@related', 'notes@related']);
    expect(await listed(null)).toEqual(['orders@portal']);
  });

  it('cannot be read for a record they are not linked to, nor whole when that was not allowed', async () => {
    const context = contextWith({ domain: 'acme.example' });
    const orders = await queryOf(source, context, { table: 'orders', scope: 'record' });
    const customers = await queryOf(source, context, { table: 'customers', scope: 'record' });

    for (const query of [{ ...orders, record: deal }, { ...orders, record: null }, { ...customers, table: { ...customers.table, scope: 'portal' as const } }]) {
      expect((await errorOf(source.page(context, query, { cursor: null, size: 5 }))).code).toBe('table.unknown');
      expect((await errorOf(source.count(context, query))).code).toBe('table.unknown');
    }
  });

  it.each([
    ['gone', 'source.changed'], ['keyless', 'source.refused'], ['view', 'source.changed'], ['half', 'source.refused'], ['floating', 'source.refused'], ['long', 'source.refused'], ['secret', 'source.changed'],
  ])('that cannot be read without losing rows, or not at all, are refused: %s', async (key, code) => {
    const context = contextWith({});
    const orders = await queryOf(source, context, { table: 'orders' });
    const query = { ...orders, table: { ...orders.table, key } };
    expect((await errorOf(source.page(context, query, { cursor: null, size: 5 }))).code).toBe(code);
  });

  it('show only the columns their user may read', async () => {
    await run(database.url, 'create table partly (id int primary key, open_note text, secret_note text); insert into partly values (1, "a", "b")');
    await run(database.adminUrl, `create user narrow_reader@'%' identified by 'x'; grant select (id, open_note) on partly to narrow_reader@'%'`);
    const url = new URL(database.url);
    url.username = 'narrow_reader';
    url.password = 'x';
    const context = contextOf(source.config.parse({ url: url.toString(), tables: [{ key: 'partly', title: 'Partly', table: 'partly', rowKey: 'id', portal: true }] }));

    const query = await queryOf(source, context, { table: 'partly' });

    expect(await source.page(context, query, { cursor: null, size: 5 })).toEqual({ rows: [{ key: '1', cells: ['1', 'a'] }], next: null });
  });

  it('are looked at anew after a minute, for every job, and when somebody asks for them as they are now (S2.16)', async () => {
    let now = 1_000_000;
    const context = { ...contextWith({}), now: () => now };
    await run(database.url, 'create table fresh (id int primary key)');
    const config = source.config.parse({ url: database.url, tables: [{ key: 'fresh', title: 'Fresh', table: 'fresh', rowKey: 'id', portal: true }] });
    const columns = async (lane: 'person' | 'background'): Promise<number> => (await source.tables({ ...context, config, lane }, null))[0]!.columns.length;

    expect(await columns('person')).toBe(1);
    await run(database.url, 'alter table fresh add column note text');
    expect(await columns('person')).toBe(1);
    expect(await columns('background')).toBe(2);
    now += 61_000;
    expect(await columns('person')).toBe(2);
    await run(database.url, 'alter table fresh add column more text');
    expect(await columns('person')).toBe(2);
    expect((await source.tables({ ...context, config, lane: 'person', anew: true }, null))[0]!.columns).toHaveLength(3);
    expect(await columns('person')).toBe(3);
  });
});
