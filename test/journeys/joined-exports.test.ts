import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StartExportRequest, TableQuery } from '#contract';
import { installApp } from '../support/install-app.ts';
import { downloadBytes, downloadText, jobIn } from '../support/numbers-app.ts';
import { readWorkbook } from '../support/read-workbook.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

let world: TestHubSpot;
let test: TestApp;
let acme: TableQuery['record'];
/** Not the one who installed the app, so the account’s rules bind them. */
const OTHER = { portalId: '4711001', userId: '502', userEmail: 'ada.admin@acme.example' };
beforeAll(async () => {
  world = await startTestHubSpot(300);
  test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl });
  await installApp(test);
  acme = { objectTypeId: '0-2', objectId: String(world.special.companyId) };
});
afterAll(async () => {
  await test?.close();
  await world?.close();
});

type Wanted = Pick<StartExportRequest, 'format' | 'joined'> & { readonly query: Partial<TableQuery> & { readonly tableId: string } };

async function exported({ format, joined, query }: Wanted) {
  const { job } = await test.ask('start-export', { requestId: randomUUID(), format, query: { record: acme, columns: [], filters: [], ...query }, ...(joined === undefined ? {} : { joined }) });
  const ready = await jobIn(test, job.id, 'ready', 60_000);
  const { url } = await test.ask('create-link', { jobId: job.id });
  return { ready, url };
}

/** The pairs as the stand-in's own tables hold them. */
async function associated(from: string, to: string): Promise<string[]> {
  const rows = await world.query<{ pair: string }>(
    `select distinct a.from_id::text || ' ' || a.to_id::text as pair from hubspot.associations a
     join hubspot.records f on f.id = a.from_id and f.portal_id = a.portal_id and f.archived_at is null
     join hubspot.records t on t.id = a.to_id and t.portal_id = a.portal_id and t.archived_at is null
     where a.portal_id = 4711001 and f.object_type = $1 and t.object_type = $2`, [from, to]);
  return rows.map(({ pair }) => pair).sort();
}

describe('a workbook of several tables', () => {
  it.each(['sheets', 'flat'] as const)('of layout %s calls the columns of every table as the template says (S0.16)', async (layout) => {
    const { url } = await exported({
      format: 'xlsx', query: { tableId: 'hubspot:deals@portal', columns: ['dealname'] },
      joined: { layout, tables: [{ tableId: 'hubspot:line_items@related', columns: ['name', 'quantity'], titles: { quantity: 'Pieces' } }] },
    });

    const { sheets } = await readWorkbook(await downloadBytes(test, url));
    const header = sheets[layout === 'flat' ? 0 : 1]!.cells[0]!.map((cell) => cell?.value);
    expect(header.slice(-2)).toEqual([layout === 'flat' ? 'Line items: Name' : 'Name', 'Pieces']);
  });

  it.each(['sheets', 'flat'] as const)('of layout %s becomes a template whose run gives the same sheets and columns (S0.16)', async (layout) => {
    const first = await exported({
      format: 'xlsx', query: { tableId: 'hubspot:deals@portal', columns: ['dealname'] },
      joined: { layout, tables: [{ tableId: 'hubspot:line_items@related', columns: ['name', 'quantity'], filters: [{ column: 'quantity', operator: 'gte', value: '2' }] }] },
    });
    const { template } = await test.ask('save-template', { name: `Deals ${layout}`, shared: false, from: { kind: 'export', jobId: first.ready.id } });
    const run = (await test.ask('run-template', { templateId: template.id, requestId: randomUUID() })).job;
    const again = await jobIn(test, run.id, 'ready', 60_000);
    const { url } = await test.ask('create-link', { jobId: run.id });

    const headers = async (link: string): Promise<unknown> => (await readWorkbook(await downloadBytes(test, link))).sheets.slice(0, layout === 'flat' ? 1 : 2).map(({ cells }) => cells[0]!.map((cell) => cell?.value));
    expect(template.definition.joined?.tables[0]?.filters).toEqual([{ column: 'quantity', operator: 'gte', value: '2' }]);
    expect(again.rows).toBe(first.ready.rows);
    expect(await headers(url)).toEqual(await headers(first.url));
  });

  it('has a sheet for each, and every related row begins with the key of the row it hangs on (S0.10, D5)', async () => {
    const { ready, url } = await exported({
      format: 'xlsx',
      query: { tableId: 'hubspot:deals@portal', columns: ['dealname', 'amount'] },
      joined: { layout: 'sheets', tables: [{ tableId: 'hubspot:line_items@related', columns: ['name', 'quantity'] }, { tableId: 'hubspot:contacts@related', columns: ['email'] }] },
    });

    const [deals, lineItems, contacts] = (await readWorkbook(await downloadBytes(test, url))).sheets;
    const texts = (sheet: typeof deals): (string | null)[][] => sheet!.cells.map((row) => row.map((cell) => (cell === null || cell === undefined ? null : String(cell.value))));
    expect(texts(deals)[0]).toEqual(['Record ID', 'Deal name', 'Amount']);
    expect(texts(lineItems)[0]).toEqual(['Record ID (All deals)', 'Association labels', 'Record ID', 'Name', 'Quantity']);
    expect(texts(lineItems).slice(1).map(([deal, , id]) => `${deal} ${id}`).sort()).toEqual(await associated('0-3', '0-8'));
    expect(texts(contacts).slice(1).map(([deal, , id]) => `${deal} ${id}`).sort()).toEqual(await associated('0-3', '0-1'));
    expect(new Set(texts(lineItems).slice(1).map(([deal]) => deal)).size).toBeGreaterThan(1);
    expect(ready).toMatchObject({ certificate: { complete: true }, rows: texts(deals).length + texts(lineItems).length + texts(contacts).length - 3 });
  });

  it('holds all 120 line items of a deal as 120 rows, beside the deal’s other tables (S0.4, D5)', async () => {
    const record = { objectTypeId: '0-3', objectId: String(world.special.manyLineItemsDealId) } as const;

    const { url } = await exported({
      format: 'xlsx',
      query: { record, tableId: 'hubspot:line_items@record' },
      joined: { layout: 'sheets', tables: [{ tableId: 'hubspot:contacts@record', columns: [] }, { tableId: 'hubspot:companies@record', columns: [] }] },
    });

    const { sheets } = await readWorkbook(await downloadBytes(test, url));
    expect(sheets.map(({ name }) => name)).toEqual([expect.stringContaining('Line items'), 'Contacts', 'Companies']);
    expect(sheets[0]!.cells).toHaveLength(121);
  });

  it('keeps its other sheets when HubSpot gives no access to one kind of record, and says so (F11)', async () => {
    world.hubspot.settings.faults = [{ match: { path: '/associations/2026-09/0-3/0-8/batch/read' }, then: { status: 403, body: { category: 'MISSING_SCOPES' } } }];

    const { ready, url } = await exported({
      format: 'xlsx',
      query: { tableId: 'hubspot:deals@record', columns: ['dealname'] },
      joined: { layout: 'sheets', tables: [{ tableId: 'hubspot:line_items@related', columns: [] }, { tableId: 'hubspot:contacts@related', columns: [] }] },
    });
    world.hubspot.settings.faults = [];

    const { sheets } = await readWorkbook(await downloadBytes(test, url));
    expect(sheets.map(({ cells }) => cells.length > 1)).toEqual([true, false, true]);
    expect(ready.certificate).toMatchObject({ complete: false, skipped: sheets[0]!.cells.length - 1 });
  });
});

describe('a flat table', () => {
  it('repeats the row for each of its line items, and holds a row without any once (S0.10, D5)', async () => {
    const { ready, url } = await exported({
      format: 'csv',
      query: { tableId: 'hubspot:deals@portal', columns: ['dealname', 'hs_object_id'] },
      joined: { layout: 'flat', tables: [{ tableId: 'hubspot:line_items@related', columns: ['name'] }] },
    });

    const [header, ...rows] = parse(await downloadText(test, url), { bom: true }) as string[][];
    expect(header).toEqual(['Deal name', 'Record ID', 'Line items: Association labels', 'Line items: Record ID', 'Line items: Name']);
    const deals = await world.query<{ id: string }>(`select id::text from hubspot.records where object_type = '0-3' and portal_id = 4711001 and archived_at is null`);
    expect(new Set(rows.map((row) => row[1])).size).toBe(deals.length);
    expect(rows.filter((row) => row[3] !== '').map((row) => `${row[1]} ${row[3]}`).sort()).toEqual(await associated('0-3', '0-8'));
    const alone = rows.filter((row) => row[3] === '').map((row) => row[1]);
    expect(new Set(alone).size).toBe(alone.length);
    expect(ready).toMatchObject({ rows: rows.length, certificate: { complete: true, written: rows.length } });
  });
});

describe('the preview of a template’s tables (P2, D5)', () => {
  const tables = [{ tableId: 'hubspot:line_items@related', columns: ['name', 'quantity'], titles: { quantity: 'Pieces' } }, { tableId: 'hubspot:companies@portal', columns: ['domain'] }];
  const query: TableQuery = { record: { objectTypeId: '0-2', objectId: '1' }, tableId: 'hubspot:deals@portal', columns: ['dealname'], filters: [] };
  const textsOf = (cells: readonly unknown[]): string[] => cells.map((cell) => (cell === null || cell === undefined ? '' : String(cell)));

  it.each([['the first', 0], ['what hangs on its rows', 1], ['another one', 2]] as const)('shows of %s the first rows that the workbook holds', async (_which, sheet) => {
    const { url } = await exported({ format: 'xlsx', query, joined: { layout: 'sheets', tables } });
    const { cells: [header, ...rows] } = (await readWorkbook(await downloadBytes(test, url))).sheets[sheet]!;

    const preview = await test.ask('preview-sheet', { query, joined: { layout: 'sheets', tables }, sheet });

    expect(preview.columns.map(({ title }) => title)).toEqual(header!.map((cell) => cell?.value));
    expect(preview.rows.length).toBeGreaterThan(sheet === 1 ? 0 : 19);
    expect(preview.rows.map(({ cells }) => textsOf(cells))).toEqual(rows.slice(0, preview.rows.length).map((row) => textsOf(header!.map((_, at) => row[at]?.value))));
    expect(preview.ofRows).toBe(sheet === 1 ? 20 : null);
  });

  it('shows a flat table as its file is', async () => {
    const joined = { layout: 'flat' as const, tables: tables.slice(0, 1) };
    const { url } = await exported({ format: 'csv', query, joined });
    const [header, ...rows] = parse(await downloadText(test, url), { bom: true }) as string[][];

    const preview = await test.ask('preview-sheet', { query, joined, sheet: 1 });

    expect(preview.columns.map(({ title }) => title)).toEqual(header);
    expect(preview.rows).toHaveLength(20);
    expect(preview.rows.map(({ cells }) => textsOf(cells))).toEqual(rows.slice(0, 20));
  });

  it('hides in every table what the person may not see, and has no table that the file has not (N7)', async () => {
    const { policy, version } = await test.ask('get-settings', {});
    const rules = [{ about: 'column' as const, who: { kind: 'everybody' as const }, connection: 'hubspot', table: 'line_items', scope: null, column: 'name', effect: 'mask' as const }];
    const saved = await test.ask('save-settings', { policy: { ...policy, rules: [...policy.rules, ...rules] }, version });

    const seen = await test.ask('preview-sheet', { query, joined: { layout: 'sheets', tables }, sheet: 1 }, OTHER);
    const whole = await test.ask('preview-sheet', { query, joined: { layout: 'sheets', tables }, sheet: 1 });
    const none = await test.call('preview-sheet', { query, joined: { layout: 'sheets', tables }, sheet: 3 }, OTHER);
    await test.ask('save-settings', { policy, version: saved.version });

    const at = seen.columns.findIndex(({ key }) => key === 'name');
    expect(seen.columns[at]).toMatchObject({ masked: true });
    expect(seen.rows.length).toBeGreaterThan(0);
    expect(new Set(seen.rows.map(({ cells }) => cells[at]))).toEqual(new Set(['•••']));
    for (const { cells } of whole.rows) expect(JSON.stringify(seen)).not.toContain(JSON.stringify(cells[at]));
    expect(none.reply).toMatchObject({ ok: false, error: { code: 'request.invalid' } });
  });
});

describe('tables that cannot be joined', () => {
  it.each([
    ['a flat table of two', 'csv', { layout: 'flat', tables: [{ tableId: 'hubspot:line_items@related', columns: [] }, { tableId: 'hubspot:contacts@related', columns: [] }] }, 'request.invalid'],
    ['sheets in a file of one table', 'csv', { layout: 'sheets', tables: [{ tableId: 'hubspot:line_items@related', columns: [] }] }, 'request.invalid'],
    ['the same table twice', 'xlsx', { layout: 'sheets', tables: [{ tableId: 'hubspot:deals@portal', columns: [] }] }, 'request.invalid'],
    ['a table that does not exist', 'xlsx', { layout: 'sheets', tables: [{ tableId: 'hubspot:unicorns@related', columns: [] }] }, 'table.unknown'],
    ['what hangs on the rows of another system', 'xlsx', { layout: 'sheets', tables: [{ tableId: 'hubspot:deals@related', columns: [] }] }, 'table.unknown'],
    ['an unknown column', 'xlsx', { layout: 'sheets', tables: [{ tableId: 'hubspot:line_items@related', columns: ['nonsense'] }] }, 'column.unknown'],
  ] as const)('are refused before a job is made: %s', async (_what, format, joined, code) => {
    const query: TableQuery = { record: acme, tableId: 'hubspot:deals@portal', columns: [], filters: [] };
    const { reply } = await test.call('start-export', { requestId: randomUUID(), format, query, joined: { layout: joined.layout, tables: joined.tables.map((table) => ({ tableId: table.tableId, columns: [...table.columns] })) } });

    expect(reply).toMatchObject({ ok: false, error: { code } });
  });

  it('a related table is never shown or exported by itself', async () => {
    const query: TableQuery = { record: acme, tableId: 'hubspot:line_items@related', columns: [], filters: [] };

    expect((await test.call('view-table', { query })).reply).toMatchObject({ ok: false, error: { code: 'table.unknown' } });
    expect((await test.call('start-export', { requestId: randomUUID(), format: 'csv', query })).reply).toMatchObject({ ok: false, error: { code: 'table.unknown' } });
  });
});
