import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SourceContext, SourceQuery } from '../../../src/sources/define-source.ts';
import { mysqlSource } from './local-source.ts';
import type { MysqlConfig } from '../../../src/sources/mysql/mysql-config.ts';
import { startMariaDb } from '../../support/start-mariadb.ts';
import type { MariaDb, MariaDbDatabase } from '../../support/start-mariadb.ts';
import { allPages, contextOf, errorOf, queryOf, wholeRead } from '../../support/ask-source.ts';
import { run } from './harness.ts';

const ROWS = 1050;
let server: MariaDb;
let database: MariaDbDatabase;
let context: SourceContext<MysqlConfig>;
const source = mysqlSource();

beforeAll(async () => {
  server = await startMariaDb();
});
beforeEach(async () => {
  database = await server.createDatabase();
  await run(database.adminUrl, `create table orders (id bigint primary key, status varchar(9), note longtext); insert into orders select seq * 3, 'open', concat('note ', seq) from seq_1_to_${ROWS}`);
  const tables = [{ key: 'orders', title: 'Orders', table: 'orders', rowKey: 'id', portal: true }];
  context = contextOf(source.config.parse({ url: database.url, tables }), { lane: 'background' });
});
afterAll(() => server?.close());

const theQuery = (): Promise<SourceQuery> => queryOf(source, context, { table: 'orders' });

describe('F13 MariaDB has rows larger than anybody can use', () => {
  it('refuses a value above 1 MB by name instead of cutting it, and reads the table without it', async () => {
    await run(database.adminUrl, `update orders set note = repeat('x', 1000001) where id = 30; update orders set note = repeat('x', 1000000) where id = 33`);

    const error = await errorOf(wholeRead(source, context, await theQuery()));
    const shown = await errorOf(source.page({ ...context, lane: 'person' }, await theQuery(), { cursor: null, size: 50 }));
    const without = await wholeRead(source, context, await queryOf(source, context, { table: 'orders', columns: ['id', 'status'] }));
    await run(database.adminUrl, 'delete from orders where id = 30');
    const largest = await wholeRead(source, context, await theQuery());

    for (const one of [error, shown]) {
      expect(one).toMatchObject({ code: 'source.refused', retry: 'never' });
      expect(one.userMessage).toContain('“Note”');
    }
    expect(without).toHaveLength(ROWS);
    expect(largest.find((row) => row[0] === '33')?.[2]).toHaveLength(1_000_000);
  });

  it('keeps every page below 900 KB and still shows every row once', async () => {
    await run(database.adminUrl, `delete from orders where id > 240; update orders set note = repeat('ü"\n', 12000)`);
    const person = { ...context, lane: 'person' as const };
    const query = await theQuery();

    const first = await source.page(person, query, { cursor: null, size: 50 });
    const rows = await allPages(source, person, query, 50);

    expect(Buffer.byteLength(JSON.stringify(first.rows))).toBeLessThan(900_000);
    expect(first.rows.length).toBeGreaterThan(5);
    expect(rows.map((row) => row.key)).toEqual(Array.from({ length: 80 }, (_, at) => String((at + 1) * 3)));
  });

  it('keeps every batch of a read near 2 MB', async () => {
    await run(database.adminUrl, `update orders set note = repeat('y', 30000)`);
    const query = await theQuery();
    const sizes: number[] = [];
    let rows = 0;
    for await (const batch of source.read(context, query, (await source.plan(context, query)).parts[0]!, null)) {
      sizes.push(JSON.stringify(batch.rows).length);
      rows += batch.rows.length;
    }

    expect(rows).toBe(ROWS);
    expect(Math.max(...sizes)).toBeLessThan(2_100_000);
  });
});
