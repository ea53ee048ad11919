import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StartExportRequest, TableQuery } from '#contract';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { eraseContact } from '../../src/privacy/index.ts';
import { installApp } from '../support/install-app.ts';
import { downloadBytes, downloadText, jobIn } from '../support/numbers-app.ts';
import { readWorkbook } from '../support/read-workbook.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

const BEN = { portalId: '4711001', userId: '502', userEmail: 'ben@acme.example' };
const EVE = { portalId: '4711002', userId: '601', userEmail: 'eve@other.example' };
type ObjectTypeId = TableQuery['record']['objectTypeId'];

let world: TestHubSpot;
let test: TestApp;
beforeAll(async () => {
  world = await startTestHubSpot(600);
  test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl });
  await installApp(test);
  await installApp(test, { portalId: '4711002' });
});
afterAll(async () => {
  await test?.close();
  await world?.close();
});

async function idsOf(type: ObjectTypeId, portalId = 4_711_001): Promise<string[]> {
  const rows = await world.query<{ id: string }>('select id::text as id from hubspot.records where portal_id = $1 and object_type = $2 and archived_at is null order by id', [portalId, type]);
  return rows.map(({ id }) => id);
}

async function select(ids: readonly string[], { objectTypeId = '0-1', size = 20_000, caller }: { objectTypeId?: ObjectTypeId; size?: number; caller?: typeof BEN } = {}): Promise<string> {
  const selectionId = randomUUID();
  const pages = Math.ceil(ids.length / size);
  for (let page = 0; page < pages; page += 1) await test.ask('add-to-selection', { selectionId, objectTypeId, page, pages, ids: ids.slice(page * size, (page + 1) * size) }, caller);
  return selectionId;
}

function request(selection: string, ids: readonly string[], change: Partial<StartExportRequest> & { readonly tableId?: string } = {}): StartExportRequest {
  const { tableId = 'hubspot:contacts@portal', ...rest } = change;
  return { requestId: randomUUID(), format: 'csv', query: { record: { objectTypeId: '0-1', objectId: ids[0]! }, tableId, columns: ['hs_object_id'], filters: [], selection }, ...rest };
}

describe('selected records', () => {
  it('become a file of just these, each once, however often a page of them arrives (B1)', async () => {
    const ids = (await idsOf('0-1')).filter((_, at) => at % 7 === 0);
    const selection = await select(ids, { size: 40 });
    const again = await test.ask('add-to-selection', { selectionId: selection, objectTypeId: '0-1', page: 1, pages: Math.ceil(ids.length / 40), ids: ids.slice(40, 80) });
    const estimate = await test.ask('estimate-export', without(request(selection, ids)));

    const { job, link } = await test.ask('start-export', request(selection, ids));

    expect(again).toEqual({ records: ids.length, complete: true });
    expect(estimate).toMatchObject({ rows: ids.length, apiCalls: 1 });
    expect(job).toMatchObject({ state: 'ready', title: `${ids.length} selected contacts`, certificate: { complete: true, written: ids.length } });
    const rows = parse(await downloadText(test, link!.url), { bom: true, from_line: 2 }) as string[][];
    expect(rows.map(([id]) => id)).toEqual(ids);
  });

  it('are accounted for one by one: 10,000 of which most are not there, belong to another account or are of another kind (B1, T13)', async () => {
    const own = await idsOf('0-1');
    const foreign = (await idsOf('0-1', 4_711_002)).filter((id) => !own.includes(id));
    const companies = (await idsOf('0-2')).filter((id) => !own.includes(id));
    const invented = Array.from({ length: 10_000 - own.length - foreign.length - companies.length }, (_, at) => String(8_000_000_000_000 + at));
    const ids = [...invented, ...companies, ...foreign, ...own];
    const selection = await select(ids);

    const { job } = await test.ask('start-export', request(selection, own));
    const ready = await jobIn(test, job.id, 'ready', 60_000);

    expect(ready.certificate).toMatchObject({ upstream: 10_000, written: own.length, skipped: 10_000 - own.length });
    const { url } = await test.ask('create-link', { jobId: job.id });
    const text = await downloadText(test, url);
    expect((parse(text, { bom: true, from_line: 2 }) as string[][]).map(([id]) => id)).toEqual(own);
  }, 90_000);

  it('bring along what belongs to each of them, on a sheet of its own (S0.10)', async () => {
    const ids = (await idsOf('0-2')).slice(0, 20);
    const selection = await select(ids, { objectTypeId: '0-2' });
    const joined: StartExportRequest['joined'] = { layout: 'sheets', tables: [{ tableId: 'hubspot:contacts@related', columns: ['email'] }] };

    const { job } = await test.ask('start-export', request(selection, ids, { tableId: 'hubspot:companies@portal', format: 'xlsx', joined }));
    await jobIn(test, job.id, 'ready');

    const { sheets } = await readWorkbook(await downloadBytes(test, (await test.ask('create-link', { jobId: job.id })).url));
    const column = (at: number) => sheets[at]!.cells.slice(1).map(([cell]) => String(cell?.value));
    expect(column(0)).toEqual(ids);
    expect(column(1).length).toBeGreaterThan(20);
    expect(column(1).every((id) => ids.includes(id))).toBe(true);
  });

  it('need the approval that any export of the table needs, and more so for whoever is no admin (T17)', async () => {
    const ids = (await idsOf('0-1')).slice(0, 3);
    const selection = await select(ids, { caller: BEN });

    const estimate = await test.ask('estimate-export', without(request(selection, ids)), BEN);
    const { job } = await test.ask('start-export', request(selection, ids), BEN);

    expect(estimate.approval).toContain('approved');
    expect(job.state).toBe('held');
  });
});

describe('a selection', () => {
  it('of another account or another person is as unknown as one that never was (T13)', async () => {
    const ids = (await idsOf('0-1')).slice(0, 2);
    const sams = await select(ids);
    const asks = [[sams, EVE], [sams, BEN], [randomUUID(), BEN], [randomUUID(), EVE]] as const;

    const answers = await Promise.all(asks.flatMap(([selection, caller]) => (['estimate-export', 'start-export'] as const).map((route) => test.call(route, route === 'start-export' ? request(selection, ids) : without(request(selection, ids)), caller))));

    for (const { reply } of answers) expect(reply).toMatchObject({ ok: false, error: { code: 'selection.unknown', message: 'This selection of records is no longer there.' } });
    // The same id sent by somebody else is a selection of their own.
    expect(await test.ask('add-to-selection', { selectionId: sams, objectTypeId: '0-2', page: 0, pages: 1, ids: ['5'] }, BEN)).toEqual({ records: 1, complete: true });
    expect(await test.ask('estimate-export', without(request(sams, ids)))).toMatchObject({ rows: 2 });
  });

  it('cannot change under its number, cannot be used in part, and fits only the table of its own kind (B1)', async () => {
    const ids = (await idsOf('0-1')).slice(0, 2);
    const selectionId = randomUUID();
    const send = (page: number, some: readonly string[], objectTypeId: ObjectTypeId = '0-1') => test.call('add-to-selection', { selectionId, objectTypeId, page, pages: 2, ids: [...some] });
    await send(0, ids);

    const half = await test.call('start-export', request(selectionId, ids));
    const changed = [await send(0, ['77']), await send(1, ['77'], '0-2')];
    await send(1, ['77']);
    const refused = [
      await test.call('start-export', request(selectionId, ids, { tableId: 'hubspot:companies@portal' })),
      await test.call('start-export', request(selectionId, ids, { tableId: 'hubspot:deals@record' })),
      await test.call('start-export', request(selectionId, ids, { format: 'xlsx', joined: { layout: 'sheets', tables: [{ tableId: 'hubspot:deals@record', columns: [] }] } })),
    ];
    const { requestId: _click, ...definition } = request(selectionId, ids);
    const template = await test.call('save-template', { name: 'Mine', shared: false, from: { kind: 'definition', definition } });
    const viewed = await test.call('view-table', { query: definition.query });

    expect(half.reply).toMatchObject({ ok: false, error: { message: 'The selection has not arrived as a whole.' } });
    for (const { reply } of changed) expect(reply).toMatchObject({ ok: false, error: { code: 'request.conflict' } });
    for (const { reply } of refused) expect(reply).toMatchObject({ ok: false, error: { code: 'table.unknown' } });
    expect(template.reply).toMatchObject({ ok: false, error: { message: 'An export of selected records cannot become a template.' } });
    expect(viewed.reply.ok).toBe(false);
  });

  it('is refused when it is empty or holds no ids (B1)', async () => {
    const send = (ids: string[]) => test.call('add-to-selection', { selectionId: randomUUID(), objectTypeId: '0-1', page: 0, pages: 1, ids });

    for (const ids of [[], ['0'], ['1; drop table'], ['12345678901234567890']]) expect((await send(ids)).reply).toMatchObject({ ok: false, error: { code: 'request.invalid' } });
  });

  it('takes 100,000 records in five calls, and no longer names a contact that was erased for privacy (B1, T63)', async () => {
    const ids = Array.from({ length: 100_000 }, (_, at) => String(9_223_372_036_854_000_000n + BigInt(at)));
    const selection = await select(ids);
    expect(await test.ask('estimate-export', without(request(selection, ids)))).toMatchObject({ rows: 100_000, apiCalls: 1_000, lane: 'background' });

    await eraseContact(test.app.context, { portalId: PortalId.parse('4711001'), contactId: ids[5]! });

    expect(await test.ask('estimate-export', without(request(selection, ids)))).toMatchObject({ rows: 99_999 });
  }, 60_000);
});

function without({ requestId: _click, deliverTo: _places, ...rest }: StartExportRequest) {
  return rest;
}
