import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OfferedTable } from '../../../src/sources/define-source.ts';
import { startMariaDb } from '../../support/start-mariadb.ts';
import type { MariaDb, MariaDbDatabase } from '../../support/start-mariadb.ts';
import { contextOf, errorOf } from '../../support/ask-source.ts';
import { run } from './harness.ts';
import { mysqlSource } from './local-source.ts';

const source = mysqlSource();
let server: MariaDb;
let database: MariaDbDatabase;
let readerUrl: string;

beforeAll(async () => {
  server = await startMariaDb();
  database = await server.createDatabase();
  const { name, adminUrl } = database;
  const reader = `${name}_r`;
  await run(adminUrl, `
    create table orders (id int primary key, number varchar(20) not null unique, reference varchar(20) unique, note text, secret varchar(9) not null);
    create table order_lines (order_id int, line int, sku varchar(20), primary key (order_id, line));
    create table \`Strange "name" – ü\` (\`a\`\`b; drop table orders\` int primary key);
    create table hidden (id int primary key);
    create table letters (id int not null, name varchar(200) not null, unique u (name(50)));
    create view open_orders as select id from orders;
    create sequence numbers;
    create database ${name}_other; create table ${name}_other.elsewhere (id int primary key);
    create user ${reader}@'%' identified by 'reader-password';
    grant select (id, number, reference, note), update (note) on ${name}.orders to ${reader}@'%';
    grant select on ${name}.order_lines to ${reader}@'%';
    grant insert on ${name}.letters to ${reader}@'%';
    grant select on ${name}_other.elsewhere to ${reader}@'%'`);
  readerUrl = `mysql://${reader}:reader-password@127.0.0.1:${server.port}/${name}`;
});
afterAll(() => server?.close());

async function offersTo(url: string): Promise<readonly OfferedTable[]> {
  return source.offers!(contextOf(source.config.parse({ url, tables: [{ key: 'none', title: 'None', table: 'not_there', rowKey: 'id', portal: true }] })));
}

describe('what a MariaDB database offers to whoever sets up a connection (S1.1)', () => {
  it('is its tables by name with their columns, and which of them tells rows apart alone; no view, no sequence, no other database', async () => {
    const schema = database.name;

    expect(await offersTo(database.url)).toEqual([
      { schema, table: 'hidden', columns: ['id'], keys: ['id'], writable: true },
      { schema, table: 'letters', columns: ['id', 'name'], keys: ['name'], writable: true },
      // A column that may be empty tells no rows apart.
      { schema, table: 'orders', columns: ['id', 'number', 'reference', 'note', 'secret'], keys: ['id', 'number'], writable: true },
      { schema, table: 'order_lines', columns: ['order_id', 'line', 'sku'], keys: [], writable: true },
      { schema, table: 'Strange "name" – ü', columns: ['a`b; drop table orders'], keys: ['a`b; drop table orders'], writable: true },
    ]);
  });

  it('is to a user with few rights what they may read, and says where they could write (T39)', async () => {
    const offered = await offersTo(readerUrl);

    expect(offered.map(({ table, columns, keys, writable }) => ({ table, columns, keys, writable }))).toEqual([
      { table: 'letters', columns: [], keys: [], writable: true },
      { table: 'orders', columns: ['id', 'number', 'reference', 'note'], keys: ['id', 'number'], writable: true },
      { table: 'order_lines', columns: ['order_id', 'line', 'sku'], keys: [], writable: false },
    ]);
  });

  it('ends at 500 tables, the first by name', async () => {
    const many = await server.createDatabase();
    await run(many.adminUrl, Array.from({ length: 520 }, (_, n) => `create table t${String(n).padStart(3, '0')} (id int primary key) engine = memory`).join(';'));

    const offered = await offersTo(many.url);

    expect(offered).toHaveLength(500);
    expect([offered[0]?.table, offered[499]?.table]).toEqual(['t000', 't499']);
  });

  it('is one plain error without the address when the password is wrong (T42)', async () => {
    const error = await errorOf(offersTo(database.url.replace('hunter2-password', 'wrong')));

    expect(error.code).toMatch(/^(connection|source)\./);
    expect(`${error.userMessage} ${error.fix}`).not.toMatch(/127\.0\.0\.1|hunter2|wrong/);
  });
});
