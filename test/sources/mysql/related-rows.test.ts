import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cell, Filter } from '#contract';
import type { SourceContext } from '../../../src/sources/define-source.ts';
import type { MysqlConfig } from '../../../src/sources/mysql/mysql-config.ts';
import { mysqlSource } from './local-source.ts';
import { startMariaDb } from '../../support/start-mariadb.ts';
import type { MariaDb, MariaDbDatabase } from '../../support/start-mariadb.ts';
import { company, contextOf, errorOf } from '../../support/ask-source.ts';
import { run } from './harness.ts';

const through = { table: 'customers', key: 'id', match: 'domain' };
const linked = (key: string, table: string, column: string, more: object = {}) => ({ key, title: key, table, rowKey: 'id', links: [{ objectTypeId: '0-2' as const, property: 'asked', column, ...more }] });
const tables = [
  linked('orders', 'orders', 'customer_id', { through }),
  linked('customers', 'customers', 'domain'),
  linked('numbers', 'orders', 'customer_id'),
  linked('filled', 'filled', 'number'),
  linked('ids', 'ids', 'own'),
  linked('days', 'days', 'day'),
  // The key is a number on one side and a text on the other, where the server would compare '1 West' with 1.
  linked('notes', 'notes', 'customer', { through }),
  { ...linked('two', 'orders', 'customer_id', { through }), links: [{ objectTypeId: '0-2' as const, property: 'number', column: 'customer_id' }, { objectTypeId: '0-2' as const, property: 'asked', column: 'customer_id', through }] },
];
/** A small answer holds a few rows, so that most questions are answered by several. */
const source = mysqlSource({ limits: { chunkRows: 7 } });
let server: MariaDb;
let database: MariaDbDatabase;
let context: SourceContext<MysqlConfig>;

beforeAll(async () => {
  server = await startMariaDb();
  database = await server.createDatabase();
  await run(database.url, `
    create table customers (id bigint primary key, domain varchar(100) collate utf8mb4_unicode_ci, key (domain));
    create table orders (id bigint primary key, customer_id int unsigned, amount decimal(10,2), key (customer_id));
    create table notes (id int primary key, customer varchar(20));
    create table filled (id int primary key, number int(5) unsigned zerofill); create table ids (id int primary key, own uuid); create table days (id int primary key, day date);
    insert into customers values (1, 'acme.example'), (2, 'other.example'), (3, null), (4, ''), (5, 'ACME.EXAMPLE'), (6, 'acmé.example'), (7, 'acme.example'), (8, 'acme.example '), (9, concat(repeat('x', 90), '.example'));
    insert into orders select seq, 1 + seq % 10, seq * 1.5 from seq_1_to_100; insert into orders values (1000, null, 1);
    insert into notes values (1, '1'), (2, '1 West'), (3, '2'), (4, null), (5, '7');
    insert into filled values (1, 12), (2, 120); insert into ids values (1, '6ccd780c-baba-1026-9564-5b8c656024db'); insert into days values (1, '2024-02-29')`);
  context = contextOf(source.config.parse({ url: database.url, tables }));
});
afterAll(() => server?.close());

type Given = Readonly<Record<string, string | null>>;

/** What hangs on records with these properties, asked for until all are answered: record (its place), then the columns; and how many questions that took. */
async function hanging(table: string, given: readonly (string | null | Given)[], columns: string[] = ['id'], filters: Filter[] = []): Promise<{ rows: (readonly Cell[])[]; calls: number }> {
  const found = (await source.tables(context, company)).find(({ key, scope }) => key === table && scope === 'related')!;
  const query = { table: found, record: company, columns, filters, sort: null };
  const rows: (readonly Cell[])[] = [];
  let [left, calls] = [given.map((one, at) => ({ key: String(at), cell: (column: string): Cell => (typeof one === 'object' && one !== null ? one[column] ?? null : column === 'asked' ? one : null) })), 0];
  while (left.length > 0) {
    const answer = await source.relatedRows!(context, query, { table: found, objectTypeId: '0-2' }, left);
    rows.push(...answer.rows.map(({ parentKey, cells }) => [parentKey, ...cells]));
    expect(answer.skipped).toEqual([]);
    calls += answer.calls;
    left = left.slice(answer.done ?? left.length);
  }
  return { rows, calls };
}

const ordersOf = (...customers: number[]): number[] => Array.from({ length: 100 }, (_, at) => at + 1).filter((order) => customers.includes(1 + (order % 10)));

describe('a MariaDB table, joined to each row of a list of records (S0.10, D5)', () => {
  it('is offered for records that a link names, with the properties that decide', async () => {
    const related = (await source.tables(context, company)).filter(({ scope }) => scope === 'related');
    expect(related.map(({ key, hangsOn }) => [key, hangsOn]).at(-1)).toEqual(['two', [{ objectTypeId: '0-2', properties: ['number', 'asked'] }]]);
    expect((await source.tables(context, null)).filter(({ scope }) => scope === 'related')).toEqual([]);
  });

  it('gives every record its rows, in the order of the records and of the row key, over several answers', async () => {
    const { rows } = await hanging('orders', ['other.example', 'acme.example', null, 'nobody.example', '']);
    expect(rows).toEqual([...ordersOf(2).map((id) => ['0', String(id)]), ...ordersOf(1, 7).map((id) => ['1', String(id)])]);
  });

  it('tells texts apart by their bytes, where the collation takes case, accents and trailing spaces for equal', async () => {
    expect((await hanging('customers', ['acme.example', 'ACME.EXAMPLE', 'acmé.example', 'acme.examplE', `${'x'.repeat(90)}.example`])).rows).toEqual([['0', '1'], ['0', '7'], ['1', '5'], ['2', '6'], ['4', '9']]);
    expect((await hanging('customers', ['acme.example'], ['id'], [{ column: 'id', operator: 'eq', value: '7' }])).rows).toEqual([['0', '7']]);
  });

  it('gives records with the same value the same rows, and asks for the value once', async () => {
    const once = await hanging('numbers', ['3']);
    const { rows, calls } = await hanging('numbers', ['3', '3', null, '3']);
    expect(rows).toEqual(['0', '1', '3'].flatMap((parent) => ordersOf(3).map((id) => [parent, String(id)])));
    expect(calls).toBe(once.calls);
  });

  it('compares in the column’s own type and leaves out what it cannot hold', async () => {
    expect((await hanging('filled', ['12', '0012', '120', '1e2', '99999999999999999999', "1' or '1'='1"])).rows).toEqual([['0', '1'], ['2', '2']]);
    expect((await hanging('ids', ['6CCD780C-baba-1026-9564-5b8c656024db', 'no id', '6ccd780c-baba-1026-9564-5b8c656024db'])).rows).toEqual([['0', '1'], ['2', '1']]);
    expect((await hanging('days', ['2024-02-29', '2024-02-30'])).rows).toEqual([['0', '1']]);
    expect((await hanging('notes', ['acme.example', 'other.example'])).rows).toEqual([['0', '1'], ['0', '5'], ['1', '3']]);
  });

  it('goes by the first of several links that has a value, record by record', async () => {
    const { rows } = await hanging('two', [{ number: '4', asked: 'acme.example' }, { number: ' ', asked: 'other.example' }, {}, { number: '5' }]);
    expect(rows).toEqual([...ordersOf(4).map((id) => ['0', String(id)]), ...ordersOf(2).map((id) => ['1', String(id)]), ...ordersOf(5).map((id) => ['3', String(id)])]);
  });

  it('looks up 2,000 records with four statements', async () => {
    const large = mysqlSource();
    await run(database.url, 'insert into customers select seq, concat("c", seq, ".example") from seq_101_to_2100; insert into orders select seq + 10000, seq, seq from seq_101_to_2100');
    const found = (await large.tables(context, company)).find(({ key, scope }) => key === 'orders' && scope === 'related')!;
    let left = Array.from({ length: 2_000 }, (_, at) => ({ key: String(at), cell: (): Cell => `c${at + 101}.example` }));
    let [rows, calls] = [0, 0];
    while (left.length > 0) {
      const answer = await large.relatedRows!(context, { table: found, record: company, columns: ['id'], filters: [], sort: null }, { table: found, objectTypeId: '0-2' }, left);
      for (const { parentKey, cells } of answer.rows) expect(cells).toEqual([String(Number(parentKey) + 10_101)]);
      rows += answer.rows.length;
      calls += answer.calls;
      left = left.slice(answer.done ?? left.length);
    }
    expect([rows, calls]).toEqual([2_000, 4]);
  });

  it('is never read without saying whose rows, nor for records that nothing links', async () => {
    const found = (await source.tables(context, company)).find(({ key, scope }) => key === 'orders' && scope === 'related')!;
    const query = { table: found, record: company, columns: ['id'], filters: [], sort: null };
    expect((await errorOf(source.page(context, query, { cursor: null, size: 5 }))).code).toBe('table.unknown');
    expect((await errorOf(source.count(context, query))).code).toBe('table.unknown');
    expect((await errorOf(source.relatedRows!(context, query, { table: found, objectTypeId: '0-3' }, []))).code).toBe('table.unknown');
  });
});
