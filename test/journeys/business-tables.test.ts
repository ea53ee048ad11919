import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TableQuery } from '#contract';
import { seedBusinessDatabase } from '../../sandbox/business/seed-business-database.ts';
import { addConnection } from '../../src/connections/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import type { Certificate } from '../../src/exports/index.ts';
import { installApp } from '../support/install-app.ts';
import { downloadText, jobIn } from '../support/numbers-app.ts';
import { SAM, startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { createEmptyDatabase } from '../support/test-database.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

const READER = `business_reader_${randomUUID().slice(0, 8)}`;
let world: TestHubSpot;
let business: TestDatabase;
let test: TestApp;
let acme: TableQuery['record'];
let tablesFile: object;
let readerUrl: URL;

beforeAll(async () => {
  [world, business] = await Promise.all([startTestHubSpot(60), createEmptyDatabase()]);
  await seedBusinessDatabase({ adminUrl: business.adminUrl, readerPassword: 'reader-password', readerRole: READER, orders: 6_000, companies: 150, seed: 3 });
  test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl });
  await installApp(test);
  tablesFile = JSON.parse(await readFile('sandbox/business/tables.json', 'utf8')) as object;
  readerUrl = new URL(business.adminUrl);
  readerUrl.username = READER;
  readerUrl.password = 'reader-password';
  await connect('erp', readerUrl.toString());
  acme = { objectTypeId: '0-2', objectId: String(world.special.companyId) };
});
afterAll(async () => {
  await test?.close();
  await world?.close();
  const admin = new pg.Client({ connectionString: business.adminUrl });
  await admin.connect();
  await admin.query(`drop owned by ${READER}`);
  await admin.end();
  await business?.drop();
});

async function connect(key: string, url: string): Promise<void> {
  await addConnection(test.app.context, PortalId.parse(SAM.portalId), { key, name: 'Business database', sourceKey: 'postgres', config: { ...tablesFile, url } });
}

async function truth<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: business.adminUrl });
  await client.connect();
  const { rows } = await client.query<Row>(sql);
  await client.end();
  return rows;
}

const OF_ACME = `from erp.orders join erp.customers on customers.id = orders.customer_id where customers.domain = 'acme.example'`;

describe('the business database on a company', () => {
  it('shows that company’s orders and nobody else’s, with exact totals (S0.1, S0.2)', async () => {
    const query = { record: acme, tableId: 'erp:orders@record', columns: ['id', 'number', 'gross'], filters: [] };

    const page = await test.ask('view-table', { query, pageSize: 100 });

    const [sum] = await truth<{ rows: number; gross: string }>(`select count(*)::int as rows, sum(gross)::text as gross ${OF_ACME}`);
    expect(page.totalRows).toBe(sum!.rows);
    expect(page.totals).toEqual({ gross: sum!.gross });
    const ids = new Set((await truth<{ id: string }>(`select orders.id::text as id ${OF_ACME}`)).map((row) => row.id));
    for (const row of page.rows) expect(ids.has(row.key)).toBe(true);
  });

  it('finds the same orders from a contact by the domain of their address', async () => {
    const contact = { objectTypeId: '0-1', objectId: String(world.special.contactId) } as const;

    const page = await test.ask('view-table', { query: { record: contact, tableId: 'erp:orders@record', columns: ['id'], filters: [] } });

    expect(page.totalRows).toBe((await truth<{ n: number }>(`select count(*)::int as n ${OF_ACME}`))[0]!.n);
  });

  it('exports the orders of one company under its name: complete, and the same as the database says (S0.3, D4)', async () => {
    const columns = ['id', 'number', 'status', 'gross', 'note'];
    const { job } = await test.ask('start-export', { requestId: randomUUID(), format: 'csv', query: { record: acme, tableId: 'erp:orders@record', columns, filters: [] } });
    const ready = await jobIn(test, job.id, 'ready');
    expect({ title: job.title, file: ready.fileName }).toEqual({ title: 'Orders of Acme Corporation', file: expect.stringMatching(/^Orders-of-Acme-Corporation-\d{4}-\d\d-\d\d\.csv$/) });
    const { url } = await test.ask('create-link', { jobId: job.id });

    const rows = parse(await downloadText(test, url), { bom: true, from_line: 2 }) as string[][];

    const wanted = await truth<Record<string, string | null>>(`select orders.id::text as id, number, status, gross::text as gross, note ${OF_ACME} order by orders.id`);
    expect(rows.map((row) => row.map((cell) => cell.replace(/^'(?=[=+\-@\s])/, '')))).toEqual(wanted.map((row) => columns.map((column) => row[column] ?? '')));
  });

  it('can be looked through before anything is exported: its tables, their columns with types, what a choice can be, and some rows (S3.29)', async () => {
    const { tables } = await test.ask('list-tables', { record: acme });
    const orders = tables.find(({ id }) => id === 'erp:orders@record')!;
    const { choices } = await test.ask('list-choices', { record: acme, tableId: 'hubspot:deals@record', column: 'dealstage' });
    const sample = await test.ask('view-table', { query: { record: acme, tableId: 'erp:orders@portal', columns: ['id', 'status', 'gross'], filters: [] }, pageSize: 5 });

    expect(orders.columns.map(({ key, type }) => [key, type])).toEqual(expect.arrayContaining([['number', 'text'], ['status', 'text']]));
    expect(new Set(orders.columns.map(({ type }) => type)).size).toBeGreaterThan(2);
    expect(choices!.map(({ label }) => label)).toContain('Closed won');
    expect(sample.rows).toHaveLength(5);
  });

  it('keeps to the rules of an export, which are the filters of the card, and counts every row they left out (S1.13)', async () => {
    const filters = [{ column: 'status', operator: 'eq' as const, value: 'open' }];
    const { job } = await test.ask('start-export', { requestId: randomUUID(), format: 'csv', query: { record: acme, tableId: 'erp:orders@portal', columns: ['id', 'status'], filters } });
    const ready = await jobIn(test, job.id, 'ready');
    const { url } = await test.ask('create-link', { jobId: job.id });
    const certificate = (await (await fetch(`${test.origin}${new URL(url).pathname}/certificate`)).json()) as Certificate;
    const rows = parse(await downloadText(test, url), { bom: true, from_line: 2 }) as string[][];

    const [orders] = await truth<{ open: number; others: number }>(`select count(*) filter (where status = 'open')::int as open, count(*) filter (where status is distinct from 'open')::int as others from erp.orders`);
    expect(orders!.others).toBeGreaterThan(0);
    expect([rows.length, new Set(rows.map((row) => row[1]))]).toEqual([orders!.open, new Set(['open'])]);
    expect(ready.certificate).toMatchObject({ complete: true, written: orders!.open, skipped: 0, outsideFilters: orders!.others });
    expect(certificate).toMatchObject({ outsideFilters: orders!.others, sheets: [{ outsideFilters: orders!.others }] });
    expect(certificate.notes).toContain(`${orders!.others} rows of “${certificate.sheets[0]!.title}” did not meet the filters when the reading began and are not in the file.`);
    expect((await test.ask('list-jobs', {})).jobs.find(({ id }) => id === job.id)).toMatchObject({ certificate: { outsideFilters: orders!.others } });
  });

  it('that is down says so in the list, and HubSpot’s own tables are still there (S0.20)', async () => {
    const nowhere = new URL(readerUrl);
    nowhere.port = '9';
    await connect('down', nowhere.toString());

    const listed = await test.ask('list-tables', { record: acme });
    const viewed = await test.call('view-table', { query: { record: acme, tableId: 'down:orders@record', columns: [], filters: [] } });

    expect(listed.tables.some((table) => table.id.startsWith('hubspot:'))).toBe(true);
    expect(listed.tables.some((table) => table.id.startsWith('erp:'))).toBe(true);
    expect(listed.problems).toHaveLength(1);
    expect(viewed.reply).toMatchObject({ ok: false, error: { code: 'source.unavailable' } });
    expect(JSON.stringify([listed.problems, viewed.reply])).not.toMatch(/reader-password|127\.0\.0\.1|localhost|ECONN/);
  });

  it('keeps its address and password out of our own tables (T29)', async () => {
    const rows = await test.app.context.database.inPortal(PortalId.parse(SAM.portalId), (tx) => tx.connection.findMany());

    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.sealedConfig).not.toMatch(/reader|postgres:|password/);
  });
});
