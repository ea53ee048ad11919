import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordRef } from '#contract';
import { postgresSource } from './local-source.ts';
import { createEmptyDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { company, contextOf, errorOf, queryOf } from '../../support/ask-source.ts';
import { run, wholeRead } from './harness.ts';

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
  { key: 'gone', title: 'Gone', table: 'not_there', rowKey: 'id', portal: true },
  { key: 'keyless', title: 'Keyless', table: 'keyless', rowKey: 'name', portal: true },
  { key: 'view', title: 'View', table: 'order_view', rowKey: 'id', portal: true },
  { key: 'partial', title: 'Partial', table: 'partial', rowKey: 'id', portal: true },
  { key: 'parent', title: 'Parent', table: 'parent', rowKey: 'id', portal: true },
];

const source = postgresSource();
let database: TestDatabase;
const contextWith = (properties: Record<string, string>) => contextOf(source.config.parse({ url: database.url, tables }), { properties });

beforeAll(async () => {
  database = await createEmptyDatabase();
  await run(database.url, `
    create table customers (id bigint primary key, domain text);
    create table orders (id bigint primary key, customer_id bigint, note text);
    insert into customers values (1, 'acme.example'), (2, 'other.example'), (3, null), (4, '');
    insert into orders select n, 1 + n % 4, 'n' || n from generate_series(1, 40) n;
    create table keyless (id int, name text not null); create view order_view as select * from orders;
    create table partial (id int not null, live boolean); create unique index on partial (id) where live;
    create table parent (id int primary key); create table child () inherits (parent)`);
});
afterAll(() => database.drop());

describe('S0.1 the rows of a record', () => {
  it.each([
    ['the company’s domain', company, { domain: 'acme.example' }, 1],
    ['a number of its own before the domain', company, { erp_number: '2', domain: 'acme.example' }, 2],
    ['the domain when the number is empty', company, { erp_number: ' ', domain: 'acme.example' }, 1],
    ['the domain of the contact’s address', contact, { email: 'Maria.J@ACME.example' }, 1],
  ] as const)('are found by %s', async (_name, record, properties, customer) => {
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

  it.each([{}, { domain: '' }, { domain: 'unknown.example' }, { erp_number: 'not a number' }, { erp_number: '1 or 1=1' }, { domain: '%' }, { email: 'no-address' }])('are none when nothing fits: %o', async (properties) => {
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
    const query = await queryOf(source, context, { table: 'orders', scope: 'record', columns: ['id', 'note'], filters: [{ column: 'id', operator: 'eq', value: '4' }] });

    const rows = await source.rows(context, query, ['8', '4', '5', '4', 'x', '99999999999999999999', '']);

    expect(rows).toEqual([{ key: '4', cells: ['4', 'n4'] }, { key: '8', cells: ['8', 'n8'] }]);
  });
});

describe('S0.1 the tables of a record', () => {
  const listed = async (record: RecordRef | null): Promise<string[]> => (await source.tables(contextWith({}), record)).map((table) => `${table.key}@${table.scope}`);

  it('are those linked to its type and those of the whole portal; unfit ones do not hide the others', async () => {
    expect(await listed(company)).toEqual(['orders@record', 'orders@portal', 'orders@related', 'customers@record', 'customers@related']);
    expect(await listed(contact)).toEqual(['orders@record', 'orders@portal', 'orders@related', 'customers@related']);
    expect(await listed(deal)).toEqual(['orders@portal', 'orders@related', 'customers@related']);
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

  it.each([['gone', 'source.changed'], ['keyless', 'source.refused'], ['view', 'source.changed'], ['partial', 'source.refused'], ['parent', 'source.refused']])('that cannot be read without losing rows are refused: %s', async (key, code) => {
    const context = contextWith({});
    const orders = await queryOf(source, context, { table: 'orders' });
    const query = { ...orders, table: { ...orders.table, key } };
    expect((await errorOf(source.page(context, query, { cursor: null, size: 5 }))).code).toBe(code);
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
