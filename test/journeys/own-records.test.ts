import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PolicyRule, StartExportRequest, TableQuery } from '#contract';
import { DEFAULT_POLICY } from '../../src/policies/index.ts';
import { eventually } from '../support/eventually.ts';
import { installApp } from '../support/install-app.ts';
import { downloadText } from '../support/numbers-app.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

/** A person who owns some of the portal's records, and one whom HubSpot knows as no record's owner. */
const GRACE = { portalId: '4711001', userId: '9001', userEmail: 'grace.hopper@sales.example' };
const NOBODYS = { portalId: '4711001', userId: '777', userEmail: 'new@sales.example' };
const EVERYBODY = { kind: 'everybody' } as const;
const ALL_DEALS = 'hubspot:deals@portal';
const OWN = ['view', 'export'] as const;

type Deal = { readonly id: string; readonly owner: string | null; readonly amount: string | null };
let world: TestHubSpot;
let test: TestApp;
let deals: readonly Deal[];
let hers: readonly string[];
let others: readonly string[];
beforeAll(async () => {
  world = await startTestHubSpot(60);
  test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl });
  await installApp(test);
  deals = await world.query<Deal>(`select id::text, properties ->> 'hubspot_owner_id' as owner, properties ->> 'amount' as amount from hubspot.records where portal_id = 4711001 and object_type = '0-3' and archived_at is null order by records.id`);
  const [owner] = await world.query<{ id: string }>(`select id::text from hubspot.owners where portal_id = 4711001 and email = $1`, [GRACE.userEmail]);
  hers = deals.filter((deal) => deal.owner === owner!.id).map(({ id }) => id);
  others = deals.filter((deal) => deal.owner !== owner!.id).map(({ id }) => id);
});
afterAll(async () => {
  await test?.close();
  await world?.close();
});
beforeEach(() => setRules(OWN.map((about) => ownOf(about))));

function ownOf(about: (typeof OWN)[number]): PolicyRule {
  return { about, who: EVERYBODY, connection: 'hubspot', table: 'deals', scope: null, effect: 'own' };
}

async function setRules(rules: PolicyRule[]): Promise<void> {
  const { version } = await test.ask('get-settings', {});
  await test.ask('save-settings', { version, policy: { ...DEFAULT_POLICY, rules: [...rules, { about: 'export', who: EVERYBODY, connection: null, table: null, scope: null, effect: 'allow' }] } });
}

function query(change: Partial<TableQuery> = {}): TableQuery {
  return { record: { objectTypeId: '0-2', objectId: String(world.special.companyId) }, tableId: ALL_DEALS, columns: ['hs_object_id', 'amount'], filters: [], ...change };
}

function request(change: Partial<TableQuery> = {}): StartExportRequest {
  return { requestId: randomUUID(), format: 'csv', query: query(change) };
}

async function idsOfFile(jobId: string): Promise<string[]> {
  await eventually(async () => (await test.ask('get-job', { jobId }, GRACE)).job.state === 'ready');
  const text = await downloadText(test, (await test.ask('create-link', { jobId }, GRACE)).url);
  return (parse(text, { bom: true, from_line: 2 }) as string[][]).map(([id]) => id!);
}

async function select(ids: readonly string[]): Promise<string> {
  const selectionId = randomUUID();
  await test.ask('add-to-selection', { selectionId, objectTypeId: '0-3', page: 0, pages: 1, ids: [...ids] }, GRACE);
  return selectionId;
}

const NEVER = ['8000000000001', '8000000000002'] as const;

/** An export of a deal of hers, one of somebody else's and two that are not there. */
async function exportOfFour(): Promise<string> {
  const ids = [hers[0]!, others[0]!, ...NEVER];
  const { job } = await test.ask('start-export', request({ record: { objectTypeId: '0-3', objectId: ids[0]! }, selection: await select(ids) }), GRACE);
  return job.id;
}

describe('whoever may use their own records only (N7, T17, ASVS 8.3.3)', () => {
  it('sees, counts and adds up just these, in the whole account’s table and in a record’s, and cannot filter for others', async () => {
    const seen: string[] = [];
    for (let page: string | undefined | null; page !== null;) {
      const answer = await test.ask('view-table', { query: query(), pageSize: 50, ...(page === undefined ? {} : { page }) }, GRACE);
      expect(answer.totalRows).toBe(hers.length);
      seen.push(...answer.rows.map(({ key }) => key));
      page = answer.nextPage;
    }
    const ofCompany = await test.ask('view-table', { query: query({ tableId: 'hubspot:deals@record' }) }, GRACE);
    const asAdmin = await test.ask('view-table', { query: query({ tableId: 'hubspot:deals@record' }) });
    const filtered = await test.ask('view-table', { query: query({ filters: [{ column: 'hubspot_owner_id', operator: 'eq', value: deals.find(({ id }) => id === others[0])!.owner ?? '71000013' }] }) }, GRACE);

    expect(hers.length).toBeGreaterThan(10);
    expect(seen.toSorted()).toEqual(hers.toSorted());
    expect(ofCompany.totalRows).toBe(asAdmin.rows.filter(({ key }) => hers.includes(key)).length);
    expect(ofCompany.rows.every(({ key }) => hers.includes(key))).toBe(true);
    expect(asAdmin.totalRows).toBeGreaterThan(ofCompany.totalRows!);
    expect(filtered).toMatchObject({ rows: [], totalRows: 0 });
  });

  it('is told as many rows by the estimate, and gets a file of these, whole and certified', async () => {
    const { requestId: _click, ...wanted } = request();
    const estimate = await test.ask('estimate-export', wanted, GRACE);
    const { job } = await test.ask('start-export', request(), GRACE);

    expect(estimate.rows).toBe(hers.length);
    expect((await idsOfFile(job.id)).toSorted()).toEqual(hers.toSorted());
    expect((await test.ask('get-job', { jobId: job.id }, GRACE)).job).toMatchObject({ rows: hers.length, certificate: { complete: true, written: hers.length } });
  });

  it('gets no other one by its id: selected ones are counted as left out, and no correction of a key brings one in', async () => {
    const jobId = await exportOfFour();
    expect(await idsOfFile(jobId)).toEqual([hers[0]]);
    expect((await test.ask('get-job', { jobId }, GRACE)).job).toMatchObject({ certificate: { upstream: 4, written: 1, skipped: 2 } });
    const { job: repaired } = await test.ask('repair-export', { requestId: randomUUID(), jobId }, GRACE);
    expect(await idsOfFile(repaired.id)).toEqual([]);
    const page = new URL((await test.ask('create-repair-link', { jobId }, GRACE)).url);
    const form = new FormData();
    form.set('pasted', `Key\tReason\tCorrected key\n${NEVER[0]}\t\t${others[1]!}\n${NEVER[1]}\t\t${hers[1]!}`);
    const sent = await fetch(`${test.origin}${page.pathname}`, { method: 'POST', body: form });
    expect(sent.status, await sent.text()).toBe(200);

    const corrected = (await test.ask('list-jobs', {}, GRACE)).jobs.find(({ repairs, id }) => repairs === jobId && id !== repaired.id)!;
    expect(await idsOfFile(corrected.id)).toEqual([hers[1]]);
  });

  it('acts on no row of somebody else’s, however the click names it', async () => {
    const clicks = await Promise.all(['open-record', 'note-row', 'create-follow-up'].map((name) => test.call('run-action', { requestId: randomUUID(), name, record: query().record, query: query({ tableId: 'hubspot:deals@record' }), rowKey: others[0]! }, GRACE)));
    const preview = await test.call('preview-property', { record: query().record, query: query({ tableId: 'hubspot:deals@record' }), rowKey: others[0]! }, GRACE);

    for (const { reply } of [...clicks, preview]) expect(reply).toMatchObject({ ok: false, error: { code: 'row.unknown' } });
  });

  it('mails themselves, notes and copies only these, also where all may be seen but own ones taken away', async () => {
    await setRules([ownOf('export')]);
    const ofCompany = query({ tableId: 'hubspot:deals@record' });
    const all = await test.ask('view-table', { query: ofCompany }, GRACE);
    const own = all.rows.filter(({ key }) => hers.includes(key));

    await test.ask('run-action', { requestId: randomUUID(), name: 'mail-snapshot', record: ofCompany.record, query: ofCompany }, GRACE);

    expect(all.rows.length).toBeGreaterThan(own.length);
    const mail = await eventually(() => test.mail.mails.find(({ subject }) => subject.startsWith('Deals:')));
    expect(mail.subject).toBe(`Deals: ${own.length} of ${own.length} rows`);
    for (const { key } of all.rows) expect(mail.text.includes(key), key).toBe(hers.includes(key));
  });

  it('is refused where no owner can be asked for: joined rows, tables without an owner, and people who own nothing', async () => {
    const joined: StartExportRequest = { ...request({ tableId: 'hubspot:companies@portal', columns: ['name'] }), format: 'xlsx', joined: { layout: 'sheets', tables: [{ tableId: 'hubspot:deals@related', columns: ['dealname'] }] } };
    const nobodys = await Promise.all([test.call('view-table', { query: query() }, NOBODYS), test.call('start-export', request(), NOBODYS)]);

    expect((await test.call('start-export', joined, GRACE)).reply).toMatchObject({ ok: false, error: { code: 'access.refused' } });
    for (const { reply } of nobodys) expect(reply).toMatchObject({ ok: false, error: { code: 'access.refused', message: expect.stringContaining('no record owner') } });
    expect((await test.ask('list-tables', { record: query().record }, NOBODYS)).tables.map(({ id }) => id)).not.toContain(ALL_DEALS);
  });

  it('keeps what they took as long as that right stays, and no file of all once it was narrowed to own ones (T18)', async () => {
    await setRules([]);
    const { job: whole } = await test.ask('start-export', request(), GRACE);
    expect(await idsOfFile(whole.id)).toHaveLength(deals.length);
    await setRules(OWN.map((about) => ownOf(about)));
    const { job: own } = await test.ask('start-export', request(), GRACE);
    expect(await idsOfFile(own.id)).toHaveLength(hers.length);

    expect((await test.call('create-link', { jobId: whole.id }, GRACE)).reply).toMatchObject({ ok: false, error: { code: 'access.refused' } });
    expect((await test.call('create-link', { jobId: own.id }, GRACE)).reply.ok).toBe(true);
  });

  it('is not told when somebody else’s record changed', async () => {
    const asked = { query: query({ tableId: 'hubspot:deals@record' }), asOf: new Date(0).toISOString(), rows: [others[0]!] };

    expect(await test.ask('table-changes', asked, GRACE)).toEqual({ watched: false, changedAt: null });
    expect(await test.ask('table-changes', asked)).toMatchObject({ watched: true });
  });
});
