import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TableQuery } from '#contract';
import { installApp } from '../support/install-app.ts';
import { downloadText, jobIn } from '../support/numbers-app.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

let world: TestHubSpot;
let test: TestApp;
let acme: TableQuery['record'];
beforeAll(async () => {
  world = await startTestHubSpot(2_600);
  test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl });
  await installApp(test);
  acme = { objectTypeId: '0-2', objectId: String(world.special.companyId) };
});
afterAll(async () => {
  await test?.close();
  await world?.close();
});
beforeEach(() => {
  world.hubspot.settings.faults = [];
});

function query(tableId: string, rest: Partial<TableQuery> = {}): TableQuery {
  return { record: acme, tableId, columns: [], filters: [], ...rest };
}

describe('a company’s tables', () => {
  it('are its HubSpot records and the whole portal’s, and show the first page with its age (S0.1, S0.2, S0.11)', async () => {
    const { tables, actions, problems } = await test.ask('list-tables', { record: acme });
    const before = Date.now();
    const page = await test.ask('view-table', { query: query('hubspot:deals@record') });

    expect(problems).toEqual([]);
    expect(tables.filter((table) => table.scope === 'record').map((table) => table.title)).toEqual(expect.arrayContaining(['Contacts', 'Deals', 'Tickets']));
    expect(actions.map((action) => action.name)).toEqual(['refresh', 'note-snapshot', 'show-totals', 'mail-snapshot', 'copy-page', 'attach-file', 'copy-row-id', 'create-follow-up', 'open-record', 'copy-row', 'note-row', 'set-property']);
    expect(page.rows).toHaveLength(12);
    expect(page.totalRows).toBe(12);
    expect(Date.parse(page.asOf)).toBeGreaterThanOrEqual(before);
    expect(page.totals).not.toBeNull();
  });

  it('page through every row once, in both directions of a sort (S0.2)', async () => {
    const seen: string[] = [];
    let token: string | undefined;
    do {
      const page = await test.ask('view-table', { query: query('hubspot:contacts@record'), pageSize: 7, ...(token === undefined ? {} : { page: token }) });
      seen.push(...page.rows.map((row) => row.key));
      token = page.nextPage ?? undefined;
    } while (token !== undefined);
    const total = (await test.ask('view-table', { query: query('hubspot:contacts@record') })).totalRows;
    const sorted = await test.ask('view-table', { query: query('hubspot:contacts@record', { columns: ['hs_object_id', 'email'], sort: { column: 'email', direction: 'descending' } }), pageSize: 100 });

    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(total);
    const emails = sorted.rows.map((row) => row.cells[1]).filter((cell) => cell !== null && cell !== undefined);
    expect(emails).toEqual([...emails].sort().reverse());
  });

  it('follow a filter, and refuse one that makes no sense (S0.20)', async () => {
    const filtered = await test.ask('view-table', { query: query('hubspot:deals@record', { columns: ['hs_object_id', 'amount'], filters: [{ column: 'amount', operator: 'gt', value: '1000' }] }) });
    const refused = await test.call('view-table', { query: query('hubspot:deals@record', { filters: [{ column: 'amount', operator: 'gt', value: 'lots' }] }) });

    for (const row of filtered.rows) expect(Number(row.cells[1])).toBeGreaterThan(1000);
    expect(refused.reply).toMatchObject({ ok: false, error: { code: 'filter.invalid', fix: expect.stringContaining('number') } });
  });
});

describe('a quick action', () => {
  it('writes one task when the click arrives twice, once the row’s values are read from the source (F15, S0.18, S0.22)', async () => {
    const { rows } = await test.ask('view-table', { query: query('hubspot:deals@record') });
    const click = { requestId: randomUUID(), name: 'create-follow-up', record: acme, query: query('hubspot:deals@record'), rowKey: rows[0]!.key };
    const count = async (): Promise<number> => (await world.query<{ n: number }>(`select count(*)::int as n from hubspot.records where object_type = '0-27' and portal_id = 4711001`))[0]!.n;
    const before = await count();

    const answers = await Promise.all([test.ask('run-action', click), test.ask('run-action', click), test.ask('run-action', click)]);

    expect(new Set(answers.map((answer) => answer.message)).size).toBe(1);
    expect(await count()).toBe(before + 1);
    const [task] = await world.query<{ properties: Record<string, string> }>(`select properties from hubspot.records where object_type = '0-27' and portal_id = 4711001 order by id desc limit 1`);
    expect(task!.properties['hs_task_body']).toContain(rows[0]!.key);
  });

  it('whose answer was lost after HubSpot did it is found, told as done, and not done again by a repeat (F19, T3)', async () => {
    world.hubspot.settings.faults = [{ match: { method: 'POST', path: '/notes$' }, times: 1, then: 'reset-after' }];
    const click = { requestId: randomUUID(), name: 'note-snapshot', record: acme, query: query('hubspot:tickets@record') };
    const count = async (): Promise<number> => (await world.query<{ n: number }>(`select count(*)::int as n from hubspot.records where object_type = '0-46' and portal_id = 4711001`))[0]!.n;
    const before = await count();

    const first = await test.call('run-action', click);
    const second = await test.call('run-action', click);

    expect(first.reply).toMatchObject({ ok: true, data: { message: expect.stringContaining('Note written') as string } });
    expect(second.reply).toEqual(first.reply);
    expect(await count()).toBe(before + 1);
  });

  it('that HubSpot broke off and did not do says that nothing was written, and a repeat of the click does not try again (F19)', async () => {
    world.hubspot.settings.faults = [{ match: { method: 'POST', path: '/notes$' }, times: 1, then: 'html-502' }];
    const click = { requestId: randomUUID(), name: 'note-snapshot', record: acme, query: query('hubspot:tickets@record') };
    const count = async (): Promise<number> => (await world.query<{ n: number }>(`select count(*)::int as n from hubspot.records where object_type = '0-46' and portal_id = 4711001`))[0]!.n;
    const before = await count();

    const first = await test.call('run-action', click);
    const second = await test.call('run-action', click);

    expect(first.reply).toMatchObject({ ok: false, error: { code: 'hubspot.unavailable', message: 'HubSpot broke off, and nothing was written.' } });
    expect(second.reply).toMatchObject({ ok: false, error: { code: 'hubspot.unavailable' } });
    expect(await count()).toBe(before);
  });

  it('on a row that is not there says so and writes nothing', async () => {
    const { reply } = await test.call('run-action', { requestId: randomUUID(), name: 'create-follow-up', record: acme, query: query('hubspot:deals@record'), rowKey: '123' });

    expect(reply).toMatchObject({ ok: false, error: { code: 'row.unknown' } });
  });
});

describe('an export from HubSpot', () => {
  it('of all contacts holds every one of them exactly once, within the allowance (S0.16, I8)', async () => {
    world.hubspot.resetStats();
    const columns = ['hs_object_id', 'firstname', 'lastname', 'email', 'phone'];

    const { job } = await test.ask('start-export', { requestId: randomUUID(), format: 'csv', query: query('hubspot:contacts@portal', { columns }) });
    const ready = await jobIn(test, job.id, 'ready', 50_000);

    const { url } = await test.ask('create-link', { jobId: job.id });
    const rows = parse(await downloadText(test, url), { bom: true, from_line: 2 }) as string[][];
    const source = await world.query<{ id: string }>(`select id::text from hubspot.records where object_type = '0-1' and portal_id = 4711001 and archived_at is null order by records.id`);
    expect(rows.map((row) => row[0])).toEqual(source.map((row) => row.id));
    expect(ready.certificate).toMatchObject({ complete: true, upstream: source.length, written: source.length });
    const stats = world.hubspot.stats().portals['4711001']!;
    expect(stats.rateLimited).toBe(0);
    expect(stats.maxCallsInAny10s).toBeLessThanOrEqual(110);
  });

  it('of a deal’s 120 line items is made in the click and holds all 120 (S0.4, D5)', async () => {
    const record = { objectTypeId: '0-3', objectId: String(world.special.manyLineItemsDealId) } as const;

    const { job, link } = await test.ask('start-export', { requestId: randomUUID(), format: 'csv', query: { record, tableId: 'hubspot:line_items@record', columns: [], filters: [] } });

    expect(job).toMatchObject({ state: 'ready', rows: 120, certificate: { complete: true, written: 120 } });
    expect(parse(await downloadText(test, link!.url), { bom: true })).toHaveLength(121);
  });

  it('goes on through HubSpot’s bad minutes: 429, 502 with HTML, broken connections, half an answer (F6, F7, S2.31)', async () => {
    world.hubspot.settings.faults = [
      { match: { method: 'GET', path: '/0-2\\?' }, times: 2, then: { status: 429, body: { status: 'error', policyName: 'TEN_SECONDLY_ROLLING', message: 'You have reached your ten_secondly_rolling limit.' } } },
      { match: { method: 'GET', path: '/0-2\\?' }, times: 2, then: 'html-502' },
      { match: { method: 'GET', path: '/0-2\\?' }, times: 1, then: 'reset-mid-body' },
      { match: { method: 'GET', path: '/0-2\\?' }, times: 1, then: 'truncate' },
    ];

    const { job } = await test.ask('start-export', { requestId: randomUUID(), format: 'csv', query: query('hubspot:companies@portal', { columns: ['hs_object_id', 'name'] }) });
    const ready = await jobIn(test, job.id, 'ready', 55_000);

    expect(ready.certificate).toMatchObject({ complete: true, written: 150 });
  });
});
