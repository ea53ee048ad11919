import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { StartExportRequest } from '#contract';
import { addConnection } from '../../src/connections/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { startTestApp } from './start-test-app.ts';
import type { TestApp } from './start-test-app.ts';
import { createEmptyDatabase } from './test-database.ts';

export type OrdersApp = { readonly test: TestApp; request(): StartExportRequest; close(): Promise<void> };

/** What a portal is given to read: a connection to the business database. */
export type OrdersDatabase = { readonly connection: Parameters<typeof addConnection>[2]; drop(): Promise<void> };

/** A business database with a table of `rows` orders, the odd note among them; `noteBytes` makes all notes as long as that. */
export async function createOrders(rows: number, noteBytes?: number): Promise<OrdersDatabase> {
  const business = await createEmptyDatabase();
  const client = new pg.Client({ connectionString: business.url });
  await client.connect();
  await client.query(`create table orders (id bigint primary key, number text not null, net numeric(12,2), note text)`);
  await client.query(`insert into orders select n, 'SO-' || lpad(n::text, 7, '0'), (n * 7 % 100000)::numeric / 100,
    case when n % 11 = 0 then E'two\nlines; "quoted", =1+1' when n % 7 = 0 then null else 'note ' || n end from generate_series(1, $1) n`, [rows]);
  if (noteBytes !== undefined) await client.query(`update orders set note = repeat('n', $1::integer)`, [noteBytes]);
  await client.end();
  return {
    connection: {
      key: 'erp', name: 'ERP', sourceKey: 'postgres',
      config: { url: business.url, tables: [{ key: 'orders', title: 'Orders', schema: 'public', table: 'orders', rowKey: 'id', portal: true }] },
    },
    drop: business.drop,
  };
}

/** A web process in this process, no worker, and a business table of `rows` orders that a worker process can read. */
export async function startOrdersApp(rows: number): Promise<OrdersApp> {
  const business = await createOrders(rows);
  const test = await startTestApp({ works: false });
  await test.pretendInstalled('4711001');
  await addConnection(test.app.context, PortalId.parse('4711001'), business.connection);
  return {
    test,
    request: () => ({
      requestId: randomUUID(), format: 'csv',
      query: { record: { objectTypeId: '0-2', objectId: '77' }, tableId: 'erp:orders@portal', columns: ['id', 'number', 'net', 'note'], filters: [] },
    }),
    async close() {
      await test.close();
      await business.drop();
    },
  };
}
