import pg from 'pg';
import type { TableQuery } from '#contract';
import type { Origin } from '../../scripts/demo/check-file.ts';
import { DEMO_SOURCES } from '../../scripts/demo/origins.ts';
import type { Stack } from '../../scripts/stack/index.ts';
import { findAcme } from './find-acme.ts';

/** Orders in the business database of every figure but the HubSpot one. */
export const ALL_ORDERS = 200_000;
/** Enough of HubSpot for Acme to have its deals and contacts. */
export const DATABASE_SIZES = { contacts: 2_000, companies: 2_000, deals: 4_000, orders: ALL_ORDERS };
export const ORDER_COLUMNS = DEMO_SOURCES.database.columns;

export type Orders = { readonly query: TableQuery; readonly origin: Origin };

/** The first `count` orders of the business database: the export's query, and the same rows asked directly. */
export async function orders(stack: Stack, count: number): Promise<Orders> {
  const { tableId, origin } = DEMO_SOURCES.database;
  const { url } = origin(stack);
  // Ids cannot be compared by filter, but later orders have later dates.
  const filters = count === ALL_ORDERS ? [] : [{ column: 'ordered_at', operator: 'lt' as const, value: await dateOf(url, count + 1) }];
  const sql = `select ${ORDER_COLUMNS.map((name) => `${name}::text`).join(', ')} from erp.orders
    where id > $1::bigint and id <= ${count} order by orders.id limit $2`;
  return { query: { record: await findAcme(stack), tableId, columns: ORDER_COLUMNS, filters }, origin: { url, sql } };
}

async function dateOf(url: string, id: number): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ ordered_at: Date }>('select ordered_at from erp.orders where id = $1', [id]);
    if (rows[0] === undefined) throw new Error(`there is no order ${id}`);
    return rows[0].ordered_at.toISOString();
  } finally {
    await client.end();
  }
}
