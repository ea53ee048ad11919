import { Client } from 'pg';
import type { BusinessSize } from './business-size.ts';
import { customersSql } from './customers-sql.ts';
import { grantReader } from './grant-reader.ts';
import { INVOICES_SQL, PAYMENTS_SQL } from './invoices-sql.ts';
import { orderLinesSql, ordersSql } from './orders-sql.ts';
import { INDEXES_SQL, TABLES_SQL } from './schema-sql.ts';
import { drawFunctionSql } from './sql-words.ts';

/** Raise it when the rows that a seed gives change, so that existing databases are filled anew. */
const VERSION = 2;

export type SeedOptions = {
  /** An administrator's connection string of the business database, which must exist. */
  readonly adminUrl: string;
  /** Password of the role that may only read; the role itself, default business_reader, belongs to the whole cluster. */
  readonly readerPassword: string;
  readonly readerRole?: string;
  /** Default 200,000. */
  readonly orders?: number;
  /** Customers, at least 3; default 20,000. */
  readonly companies?: number;
  readonly seed?: number;
  readonly onProgress?: (message: string) => void;
};

/**
 * Fills the schema `erp` of the business database: customers, orders, order lines, invoices, payments. The same seed
 * and sizes give the same rows on every machine; a database that already holds them is left as it is. Either all of
 * it is there afterwards or none.
 */
export async function seedBusinessDatabase(options: SeedOptions): Promise<void> {
  const size: BusinessSize = { orders: options.orders ?? 200_000, companies: options.companies ?? 20_000, seed: options.seed ?? 1 };
  for (const number of Object.values(size)) {
    if (!Number.isSafeInteger(number) || number < 1) throw new Error('orders, companies and seed must be whole numbers above 0');
  }
  if (size.companies < 3) throw new Error('the business database needs at least 3 companies');

  const client = new Client({ connectionString: options.adminUrl });
  await client.connect();
  try {
    const marker = JSON.stringify({ version: VERSION, ...size });
    if ((await readMarker(client)) !== marker) {
      await fill(client, size, marker, options.onProgress ?? (() => undefined));
    }
    await grantReader(client, { role: options.readerRole ?? 'business_reader', password: options.readerPassword });
  } finally {
    await client.end();
  }
}

async function readMarker(client: Client): Promise<string | null> {
  const { rows } = await client.query<{ found: boolean }>(`select to_regclass('erp.seed_marker') is not null as found`);
  if (!rows[0]!.found) return null;
  const marker = await client.query<{ marker: string }>('select marker from erp.seed_marker');
  return marker.rows[0]?.marker ?? null;
}

async function fill(client: Client, size: BusinessSize, marker: string, onProgress: (message: string) => void): Promise<void> {
  const steps: [string, string][] = [
    ['customers', customersSql(size)],
    ['order lines', orderLinesSql(size)],
    ['orders', ordersSql(size)],
    ['invoices', INVOICES_SQL],
    ['payments', PAYMENTS_SQL],
    ['indexes', INDEXES_SQL],
  ];
  await client.query(`begin; set local synchronous_commit = off; set local maintenance_work_mem = '256MB'; set local work_mem = '128MB';
    set local jit = off; set local timezone = 'UTC'; drop schema if exists erp cascade; create schema erp`);
  await client.query(TABLES_SQL);
  await client.query(drawFunctionSql(size.seed));
  for (const [name, sql] of steps) {
    onProgress(`business database: ${name}`);
    await client.query(sql);
  }
  await client.query('create table erp.seed_marker (marker text not null)');
  await client.query('insert into erp.seed_marker values ($1)', [marker]);
  await client.query('commit');
  await client.query('vacuum analyze erp.customers, erp.orders, erp.order_lines, erp.invoices, erp.payments');
}
