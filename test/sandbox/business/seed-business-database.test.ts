import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Client } from 'pg';
import { seedBusinessDatabase } from '../../../sandbox/business/seed-business-database.ts';
import { createEmptyDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

const TABLES = ['customers', 'orders', 'order_lines', 'invoices', 'payments'];
const SIZE = { orders: 2_000, companies: 100 };
/** A role of its own: roles belong to the cluster, and other tests may set the usual one's password. */
const reader = { readerRole: `business_reader_${randomUUID().slice(0, 8)}`, readerPassword: 'reader-of-the-tests' };

let first: TestDatabase;
let second: TestDatabase;
beforeAll(async () => {
  [first, second] = await Promise.all([createEmptyDatabase(), createEmptyDatabase()]);
  await Promise.all([first, second].map(({ adminUrl }) => seedBusinessDatabase({ adminUrl, ...reader, ...SIZE, seed: 3 })));
});
afterAll(async () => {
  await Promise.all([first.drop(), second.drop()]);
  await ask(inject('testCluster').adminUrl, `drop role ${reader.readerRole}`);
});

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function fingerprint(url: string): Promise<unknown[]> {
  const parts = TABLES.map((table) => `select '${table}' as name, count(*)::int as rows, md5(string_agg(t::text, '|' order by id)) as hash from erp.${table} as t`);
  return ask(url, parts.join(' union all '));
}

function readerUrl(database: TestDatabase): string {
  const url = new URL(database.adminUrl);
  url.username = reader.readerRole;
  url.password = reader.readerPassword;
  return url.toString();
}

describe('the business database of the sandbox', () => {
  it('holds the same rows in every place for one seed, and others for another', async () => {
    const before = await fingerprint(first.adminUrl);
    expect(await fingerprint(second.adminUrl)).toEqual(before);

    await seedBusinessDatabase({ adminUrl: second.adminUrl, ...reader, ...SIZE, seed: 4 });

    expect(await fingerprint(second.adminUrl)).not.toEqual(before);
  });

  it('is filled once and left alone afterwards', async () => {
    const progress: string[] = [];
    const filled = async (): Promise<unknown> => ask(first.adminUrl, `select oid::text from pg_class where oid = 'erp.orders'::regclass`);
    const before = await filled();

    await seedBusinessDatabase({ adminUrl: first.adminUrl, ...reader, ...SIZE, seed: 3, onProgress: (message) => progress.push(message) });

    expect(progress).toEqual([]);
    expect(await filled()).toEqual(before);
  });

  it('is consistent: lines, orders, invoices and payments add up to the cent', async () => {
    const wrong = await ask(first.adminUrl, `
      select 'order' as kind from erp.orders as o where net <> (select sum(net) from erp.order_lines where order_id = o.id) or gross <> net + tax
      union all select 'line' from erp.order_lines where net <> round(quantity * unit_price, 2)
      union all select 'invoice' from erp.invoices as i where gross <> paid + open or paid <> coalesce((select sum(amount) from erp.payments where invoice_id = i.id), 0)
      union all select 'customer' from erp.invoices as i join erp.orders as o on o.id = i.order_id where i.customer_id <> o.customer_id or i.gross <> o.gross or i.currency <> o.currency
      union all select 'shipped' from erp.orders where (status in ('shipped', 'delivered', 'returned')) <> (shipped_on is not null)`);
    expect(wrong).toEqual([]);
  });

  it('belongs to the companies of the sandbox: Acme has many orders in one currency, a middle one most, the last none', async () => {
    const [acme] = await ask(first.adminUrl, `select c.id, external_id, domain, (select count(*)::int from erp.orders where customer_id = c.id) as orders,
      (select count(distinct currency)::int from erp.orders where customer_id = c.id) as currencies from erp.customers as c where domain = 'acme.example'`);
    const [most] = await ask(first.adminUrl, `select customer_id, count(*)::int as orders from erp.orders group by 1 order by 2 desc limit 1`);
    const [last] = await ask(first.adminUrl, `select domain, (select count(*)::int from erp.orders where customer_id = c.id) as orders from erp.customers as c order by id desc limit 1`);

    expect(acme).toMatchObject({ id: '1', external_id: 'C-000001', currencies: 1 });
    expect(acme!['orders']).toBeGreaterThan(100);
    expect(most).toMatchObject({ customer_id: '51' });
    expect(most!['orders']).toBeGreaterThan(300);
    expect(last).toEqual({ domain: 'company-99.example', orders: 0 });
  });

  it('holds what breaks careless files: line breaks, quotes, umlauts, formulas, leading zeros, credits', async () => {
    const [seen] = await ask(first.adminUrl, `select bool_or(note like E'%\\n%') as breaks, bool_or(note like '%"%') as quotes, bool_or(note like '%ü%') as umlauts,
      bool_or(note like '=%') as formulas, bool_or(note is null) as none, (select bool_or(sku like '0%') from erp.order_lines) as zeros,
      (select bool_or(net < 0) from erp.order_lines) as credits from erp.orders`);
    expect(Object.values(seen!)).toEqual(Array.from({ length: 7 }, () => true));
  });

  it('lets the app’s role read its tables and nothing else', async () => {
    const url = readerUrl(first);
    const rows = await ask(url, TABLES.map((table) => `select count(*)::int > 0 as there from erp.${table}`).join(' union all '));
    expect(rows).toEqual(TABLES.map(() => ({ there: true })));

    const refused = [
      'delete from erp.orders', 'create temp table x (n int)', 'create table erp.x (n int)', 'create table public.x (n int)', 'create schema x', 'select * from erp.seed_marker',
      'set default_transaction_read_only = off; delete from erp.orders', 'begin read write; delete from erp.payments', 'create role x', 'create database x', `copy erp.orders to program 'cat'`, 'select * from pg_authid',
    ];
    for (const sql of refused) await expect(ask(url, sql)).rejects.toThrow(/permission denied|read-only transaction/);
  });

  it('keeps the app’s role out of the other databases of the cluster that say so', async () => {
    const other = await createEmptyDatabase();
    await ask(other.adminUrl, `do $$ begin execute format('revoke all on database %I from public', current_database()); end $$`);

    await expect(ask(readerUrl(other), 'select 1')).rejects.toThrow(/permission denied/);
    await other.drop();
  });

  it('refuses sizes that make no database', async () => {
    for (const size of [{ orders: 0 }, { orders: 1.5 }, { companies: 2 }, { seed: -1 }]) {
      await expect(seedBusinessDatabase({ adminUrl: first.adminUrl, ...reader, ...size })).rejects.toThrow();
    }
  });

  it('comes with a table mapping for the app’s connection whose every name exists', async () => {
    const mapping = JSON.parse(readFileSync(new URL('../../../sandbox/business/tables.json', import.meta.url), 'utf8')) as { tables: { schema: string; table: string; rowKey: string; columns?: { column: string }[] }[] };
    for (const { schema, table, rowKey, columns } of mapping.tables) {
      const names = [rowKey, ...(columns ?? []).map(({ column }) => column)].map((name) => `"${name}"`);
      await ask(readerUrl(first), `select ${names.join(', ')} from "${schema}"."${table}" limit 1`);
    }
  });
});
