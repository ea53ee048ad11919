import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import type { Certificate } from '../../src/exports/index.ts';
import { startBusinessWorld } from '../support/business-world.ts';
import type { BusinessWorld } from '../support/business-world.ts';
import { downloadText, jobIn } from '../support/numbers-app.ts';
import { SAM } from '../support/start-test-app.ts';

let business: BusinessWorld;
beforeAll(async () => {
  business = await startBusinessWorld({ contacts: 60, orders: 6_000, seed: 3 });
});
afterAll(async () => business?.close());

const OF_ACME = `from erp.orders join erp.customers on customers.id = orders.customer_id where customers.domain = 'acme.example'`;

describe('the business database on a company', () => {
  it('shows that company’s orders and nobody else’s, with exact totals (S0.1, S0.2)', async () => {
    const query = { record: business.acme, tableId: 'erp:orders@record', columns: ['id', 'number', 'gross'], filters: [] };

    const page = await business.test.ask('view-table', { query, pageSize: 100 });

    const [sum] = await business.truth<{ rows: number; gross: string }>(`select count(*)::int as rows, sum(gross)::text as gross ${OF_ACME}`);
    expect(page.totalRows).toBe(sum!.rows);
    expect(page.totals).toEqual({ gross: sum!.gross });
    const ids = new Set((await business.truth<{ id: string }>(`select orders.id::text as id ${OF_ACME}`)).map((row) => row.id));
    for (const row of page.rows) expect(ids.has(row.key)).toBe(true);
  });

  it('finds the same orders from a contact by the domain of their address', async () => {
    const contact = { objectTypeId: '0-1', objectId: String(business.world.special.contactId) } as const;

    const page = await business.test.ask('view-table', { query: { record: contact, tableId: 'erp:orders@record', columns: ['id'], filters: [] } });

    expect(page.totalRows).toBe((await business.truth<{ n: number }>(`select count(*)::int as n ${OF_ACME}`))[0]!.n);
  });

  it('exports the orders of one company under its name: complete, and the same as the database says (S0.3, D4)', async () => {
    const columns = ['id', 'number', 'status', 'gross', 'note'];
    const { job } = await business.test.ask('start-export', { requestId: randomUUID(), format: 'csv', query: { record: business.acme, tableId: 'erp:orders@record', columns, filters: [] } });
    const ready = await jobIn(business.test, job.id, 'ready');
    expect({ title: job.title, file: ready.fileName }).toEqual({ title: 'Orders of Acme Corporation', file: expect.stringMatching(/^Orders-of-Acme-Corporation-\d{4}-\d\d-\d\d\.csv$/) });
    const { url } = await business.test.ask('create-link', { jobId: job.id });

    const rows = parse(await downloadText(business.test, url), { bom: true, from_line: 2 }) as string[][];

    const wanted = await business.truth<Record<string, string | null>>(`select orders.id::text as id, number, status, gross::text as gross, note ${OF_ACME} order by orders.id`);
    expect(rows.map((row) => row.map((cell) => cell.replace(/^'(?=[=+\-@\s])/, '')))).toEqual(wanted.map((row) => columns.map((column) => row[column] ?? '')));
  });

  it('can be looked through before anything is exported: its tables, their columns with types, what a choice can be, and some rows (S3.29)', async () => {
    const { tables } = await business.test.ask('list-tables', { record: business.acme });
    const orders = tables.find(({ id }) => id === 'erp:orders@record')!;
    const { choices } = await business.test.ask('list-choices', { record: business.acme, tableId: 'hubspot:deals@record', column: 'dealstage' });
    const sample = await business.test.ask('view-table', { query: { record: business.acme, tableId: 'erp:orders@portal', columns: ['id', 'status', 'gross'], filters: [] }, pageSize: 5 });

    expect(orders.columns.map(({ key, type }) => [key, type])).toEqual(expect.arrayContaining([['number', 'text'], ['status', 'text']]));
    expect(new Set(orders.columns.map(({ type }) => type)).size).toBeGreaterThan(2);
    expect(choices!.map(({ label }) => label)).toContain('Closed won');
    expect(sample.rows).toHaveLength(5);
  });

  it('keeps to the rules of an export, which are the filters of the card, and counts every row they left out (S1.13)', async () => {
    const filters = [{ column: 'status', operator: 'eq' as const, value: 'open' }];
    const { job } = await business.test.ask('start-export', { requestId: randomUUID(), format: 'csv', query: { record: business.acme, tableId: 'erp:orders@portal', columns: ['id', 'status'], filters } });
    const ready = await jobIn(business.test, job.id, 'ready');
    const { url } = await business.test.ask('create-link', { jobId: job.id });
    const certificate = (await (await fetch(`${business.test.origin}${new URL(url).pathname}/certificate`)).json()) as Certificate;
    const rows = parse(await downloadText(business.test, url), { bom: true, from_line: 2 }) as string[][];

    const [orders] = await business.truth<{ open: number; others: number }>(`select count(*) filter (where status = 'open')::int as open, count(*) filter (where status is distinct from 'open')::int as others from erp.orders`);
    expect(orders!.others).toBeGreaterThan(0);
    expect([rows.length, new Set(rows.map((row) => row[1]))]).toEqual([orders!.open, new Set(['open'])]);
    expect(ready.certificate).toMatchObject({ complete: true, written: orders!.open, skipped: 0, outsideFilters: orders!.others });
    expect(certificate).toMatchObject({ outsideFilters: orders!.others, sheets: [{ outsideFilters: orders!.others }] });
    expect(certificate.notes).toContain(`${orders!.others} rows of “${certificate.sheets[0]!.title}” did not meet the filters when the reading began and are not in the file.`);
    expect((await business.test.ask('list-jobs', {})).jobs.find(({ id }) => id === job.id)).toMatchObject({ certificate: { outsideFilters: orders!.others } });
  });

  it('that is down says so in the list, and HubSpot’s own tables are still there (S0.20)', async () => {
    const nowhere = new URL(business.readerUrl);
    nowhere.port = '9';
    await business.connect('down', nowhere.toString());

    const listed = await business.test.ask('list-tables', { record: business.acme });
    const viewed = await business.test.call('view-table', { query: { record: business.acme, tableId: 'down:orders@record', columns: [], filters: [] } });

    expect(listed.tables.some((table) => table.id.startsWith('hubspot:'))).toBe(true);
    expect(listed.tables.some((table) => table.id.startsWith('erp:'))).toBe(true);
    expect(listed.problems).toHaveLength(1);
    expect(viewed.reply).toMatchObject({ ok: false, error: { code: 'source.unavailable' } });
    expect(JSON.stringify([listed.problems, viewed.reply])).not.toMatch(/reader-password|127\.0\.0\.1|localhost|ECONN/);
  });

  it('keeps its address and password out of our own tables (T29)', async () => {
    const rows = await business.test.app.context.database.inPortal(PortalId.parse(SAM.portalId), (tx) => tx.connection.findMany());

    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.sealedConfig).not.toMatch(/reader|postgres:|password/);
  });
});
