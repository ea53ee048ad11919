import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JoinedTables, TableQuery } from '#contract';
import { addConnection } from '../../src/connections/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import type { Certificate } from '../../src/exports/index.ts';
import { installApp } from '../support/install-app.ts';
import { downloadBytes, downloadText, jobIn } from '../support/numbers-app.ts';
import { readWorkbook } from '../support/read-workbook.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { createEmptyDatabase } from '../support/test-database.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

/** More than one answer of the database holds. */
const OF_ONE = 12_000;
let world: TestHubSpot;
let business: TestDatabase;
let test: TestApp;
let acme: TableQuery['record'];
/** What each company's orders are, as the database has them: company, order, amount, status. */
let truth: string[][];

beforeAll(async () => {
  world = await startTestHubSpot(200);
  business = await createEmptyDatabase();
  const companies = await world.query<{ id: string; domain: string | null }>(
    `select id::text, properties->>'domain' as domain from hubspot.records where portal_id = 4711001 and object_type = '0-2' and archived_at is null order by id`);
  truth = await fill(business.url, companies);
  test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl });
  await installApp(test);
  await addConnection(test.app.context, PortalId.parse('4711001'), {
    key: 'erp', name: 'ERP', sourceKey: 'postgres',
    config: { url: business.url, tables: [
      { key: 'orders', title: 'Orders', table: 'orders', rowKey: 'id', links: [{ objectTypeId: '0-2', property: 'domain', column: 'customer', through: { table: 'customers', key: 'id', match: 'domain' } }] },
      { key: 'sites', title: 'Sites', table: 'customers', rowKey: 'id', links: [{ objectTypeId: '0-2', property: 'domain', column: 'domain' }] },
    ] },
  });
  acme = { objectTypeId: '0-2', objectId: String(world.special.companyId) };
}, 60_000);
afterAll(async () => {
  await test?.close();
  await business?.drop();
  await world?.close();
});

/** Customers by domain, and orders of them: none, some, for one very many. Two customers may share a domain, two companies too. */
async function fill(url: string, companies: readonly { id: string; domain: string | null }[]): Promise<string[][]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create table customers (id int primary key, domain text); create table orders (id bigint primary key, customer int, amount numeric(12,2), status text); create index on orders (customer)');
  const domains = [...new Set(companies.map(({ domain }) => domain).filter((domain) => domain !== null && domain !== ''))];
  await client.query(`insert into customers select n, d from unnest($1::text[]) with ordinality as u(d, n) union all select 100000 + n, d from unnest($1::text[]) with ordinality as u(d, n) where n % 5 = 0`, [domains]);
  await client.query(`insert into orders select row_number() over (order by c.id, n), c.id, n * 1.5, case when n % 3 = 0 then 'open' else 'paid' end
    from customers c cross join lateral generate_series(1, case when c.id = 3 then ${OF_ONE} else c.id % 7 end) n`);
  await client.query(`insert into orders values (10000001, null, 1, 'open')`);
  const { rows } = await client.query<{ row: string[] }>(`select array[c.id, o.id::text, o.amount::text, o.status] as row from unnest($1::text[], $2::text[]) as c(id, domain)
    join customers k on k.domain = c.domain join orders o on o.customer = k.id order by c.id::bigint, o.id`, [companies.map(({ id }) => id), companies.map(({ domain }) => domain)]);
  await client.end();
  return rows.map(({ row }) => row);
}

async function exported(format: 'csv' | 'xlsx', joined: JoinedTables, columns: string[] = ['name']): Promise<{ url: string; certificate: Certificate }> {
  const { job } = await test.ask('start-export', { requestId: randomUUID(), format, query: { record: acme, tableId: 'hubspot:companies@portal', columns, filters: [] }, joined });
  await jobIn(test, job.id, 'ready', 60_000);
  const { url } = await test.ask('create-link', { jobId: job.id });
  return { url, certificate: (await (await fetch(`${test.origin}${new URL(url).pathname}/certificate`)).json()) as Certificate };
}

describe('a table of another system, joined to each row of a list of records', () => {
  it('is offered for tables of such records', async () => {
    const { tables, related } = await test.ask('list-tables', { record: acme });

    const offered = (id: string): string[] | undefined => tables.find((table) => table.id === id)?.related.filter((one) => one.startsWith('erp:'));
    expect(offered('hubspot:companies@portal')).toEqual(['erp:orders@related', 'erp:sites@related']);
    expect(offered('hubspot:deals@portal')).toEqual([]);
    expect(related.map(({ id }) => id)).toContain('erp:orders@related');
  });

  it('holds every row of each record, found by many records at once, and names the record (S0.4, S0.10, D5)', async () => {
    const { url, certificate } = await exported('xlsx', { layout: 'sheets', tables: [{ tableId: 'erp:orders@related', columns: ['id', 'amount', 'status'] }, { tableId: 'hubspot:deals@related', columns: ['dealname'] }] });

    const [companies, orders] = (await readWorkbook(await downloadBytes(test, url))).sheets.map(({ cells }) => cells.map((row) => row.map((cell) => (cell == null ? '' : String(cell.value)))));
    expect(companies![0]).toEqual(['Record ID', 'Company name', 'Company domain name']);
    expect(orders![0]).toEqual(['Record ID (All companies)', 'Id', 'Amount', 'Status']);
    expect(orders!.slice(1).map(([company, order, amount, status]) => [company, order, Number(amount), status])).toEqual(truth.map(([company, order, amount, status]) => [company, order, Number(amount), status]));
    expect(certificate).toMatchObject({ complete: true });
    expect(certificate.sheets[1]).toMatchObject({ strategy: { name: 'lookup by a value of each row' }, rows: { upstream: truth.length, written: truth.length, skipped: 0 } });
    expect(certificate.sheets[1]!.calls).toBeLessThan(20);
  });

  it('is filtered, and flat holds a record without any such row once (S0.10, S1)', async () => {
    const { url, certificate } = await exported('csv', { layout: 'flat', tables: [{ tableId: 'erp:orders@related', columns: ['id', 'status'], filters: [{ column: 'status', operator: 'eq', value: 'open' }] }] }, ['hs_object_id']);

    const [header, ...rows] = parse(await downloadText(test, url), { bom: true }) as string[][];
    expect(header).toEqual(['Record ID', 'Company domain name', 'Orders: Id', 'Orders: Status']);
    expect(rows.filter((row) => row[2] !== '').map(([company, , order]) => [company, order])).toEqual(truth.filter((row) => row[3] === 'open').map(([company, order]) => [company, order]));
    const alone = rows.filter((row) => row[2] === '').map(([company]) => company);
    const withOrders = new Set(truth.filter((row) => row[3] === 'open').map(([company]) => company));
    expect(alone.length + withOrders.size).toBe(150);
    expect(alone.filter((company) => withOrders.has(company!))).toEqual([]);
    expect(certificate.sheets.at(-1)!.query.filters).toHaveLength(1);
  });

  it('takes filters for related records of HubSpot too, and for tables beside them', async () => {
    const { url, certificate } = await exported('xlsx', { layout: 'sheets', tables: [
      { tableId: 'hubspot:deals@related', columns: ['amount'], filters: [{ column: 'amount', operator: 'gt', value: '20000' }] },
      { tableId: 'hubspot:contacts@record', columns: ['email'], filters: [{ column: 'email', operator: 'not_empty' }] },
    ] });

    const [, deals, contacts] = (await readWorkbook(await downloadBytes(test, url))).sheets;
    const amounts = deals!.cells.slice(1).map((row) => Number(row[3]?.value));
    expect(amounts.length).toBeGreaterThan(0);
    expect(amounts.every((amount) => amount > 20_000)).toBe(true);
    expect(contacts!.cells.slice(1).every((row) => row[0]?.value != null)).toBe(true);
    expect(certificate.complete).toBe(true);
    expect(certificate.sheets[1]!.rows.leftOutByFilter).toBeGreaterThan(0);
  });

  it.each([
    ['xlsx', { layout: 'sheets', tables: [{ tableId: 'erp:orders@related', columns: ['id', 'amount', 'status'] }, { tableId: 'hubspot:deals@related', columns: ['dealname', 'amount'] }, { tableId: 'hubspot:contacts@record', columns: ['email'] }] }],
    ['csv', { layout: 'flat', tables: [{ tableId: 'hubspot:deals@related', columns: ['dealname', 'amount'] }] }],
  ] as const)('is estimated sheet by sheet, before the first export out of a sample, after it within a fifth: %s (S0.3)', async (format, chosen) => {
    const joined: JoinedTables = { layout: chosen.layout, tables: chosen.tables.map(({ tableId, columns }) => ({ tableId, columns: [...columns] })) };
    const query: TableQuery = { record: acme, tableId: 'hubspot:companies@portal', columns: ['name', 'domain'], filters: [] };
    const estimated = () => test.ask('estimate-export', { query, format, joined });
    const before = await estimated();
    const { certificate } = await exported(format, joined, ['name', 'domain']);

    const after = await estimated();

    expect(before.sheets!.map(({ rows }) => rows)).toEqual(certificate.sheets.map(() => expect.any(Number)));
    expect(before.bytes).toBeGreaterThan(0);
    const near = (one: number | null, actual: number): void => expect(Math.abs(one! - actual) / actual, `estimated ${one}, was ${actual}`).toBeLessThanOrEqual(0.2);
    for (const [at, { rows }] of certificate.sheets.entries()) near(after.sheets![at]!.rows, rows.written);
    near(after.bytes, certificate.file.bytes);
    near(after.apiCalls, certificate.calls);
    expect(after.seconds).toBeGreaterThan(0);
  });

  it.each([
    ['to records that nothing links', 'hubspot:deals@portal', 'erp:orders@related', 'table.unknown'],
    ['by themselves', 'erp:orders@related', 'hubspot:deals@related', 'table.unknown'],
  ] as const)('cannot be asked for %s', async (_what, tableId, other, code) => {
    const { reply } = await test.call('start-export', { requestId: randomUUID(), format: 'xlsx', query: { record: acme, tableId, columns: [], filters: [] }, joined: { layout: 'sheets', tables: [{ tableId: other, columns: [] }] } });

    expect(reply).toMatchObject({ ok: false, error: { code } });
  });
});
