import type { RecordRef, TableQuery } from '#contract';
import type { Origin } from '../../scripts/demo/check-file.ts';
import { DEMO_SOURCES } from '../../scripts/demo/origins.ts';
import type { Stack } from '../../scripts/stack/index.ts';

/** Orders in the business database of every figure but the HubSpot one. */
export const ALL_ORDERS = 200_000;
/** Enough of HubSpot for Acme to have its deals and contacts. */
export const DATABASE_SIZES = { contacts: 2_000, companies: 2_000, deals: 4_000, orders: ALL_ORDERS };
export const ORDER_COLUMNS = DEMO_SOURCES.database.columns;

/** The first `count` orders of the business database: the export's query, and the same rows asked directly. */
export function orders(stack: Stack, record: RecordRef, count: number): { readonly query: TableQuery; readonly origin: Origin } {
  const { tableId, origin } = DEMO_SOURCES.database;
  const filters = count === ALL_ORDERS ? [] : [{ column: 'id', operator: 'lte' as const, value: String(count) }];
  const sql = `select ${ORDER_COLUMNS.map((name) => `${name}::text`).join(', ')} from erp.orders
    where id > $1::bigint and id <= ${count} order by orders.id limit $2`;
  return { query: { record, tableId, columns: ORDER_COLUMNS, filters }, origin: { url: origin(stack).url, sql } };
}
