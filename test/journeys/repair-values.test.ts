import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Job, StartExportRequest } from '#contract';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { openWorkbook } from '../../src/core/xlsx/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { DEFAULT_POLICY } from '../../src/policies/index.ts';
import { eventually } from '../support/eventually.ts';
import { installApp } from '../support/install-app.ts';
import { downloadBytes, jobIn } from '../support/numbers-app.ts';
import { listFile } from '../support/list-file.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

const portal = PortalId.parse('4711001');
let world: TestHubSpot;
let test: TestApp;
let acme: { objectTypeId: '0-2'; objectId: string };
let deals: string[];

beforeAll(async () => {
  world = await startTestHubSpot(1_200);
  test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl });
  await installApp(test);
  acme = { objectTypeId: '0-2', objectId: String(world.special.companyId) };
  deals = (await test.ask('view-table', { query: { record: acme, tableId: 'hubspot:deals@record', columns: [], filters: [] } })).rows.slice(0, 6).map(({ key }) => key);
  const { version, account } = await test.ask('get-settings', {});
  await test.ask('save-settings', { version, policy: DEFAULT_POLICY, account: { ...account, settable: { who: 'everybody', properties: ['deals.dealname', 'deals.amount'] } } });
});
afterAll(async () => {
  await test?.close();
  await world?.close();
});
beforeEach(async () => {
  for (const [at, id] of deals.entries()) await set(id, { dealname: `Deal ${at}`, amount: String((at + 1) * 100) });
});
afterEach(() => {
  world.hubspot.settings.faults = [];
});

async function set(id: string, properties: Record<string, string>, objectType = '0-3'): Promise<void> {
  await world.query(`update hubspot.records set properties = properties || $2::jsonb where object_type = $3 and id = $1`, [id, JSON.stringify(properties), objectType]);
}

async function held(id: string): Promise<{ dealname: string; amount: string }> {
  const [row] = await world.query<{ properties: { dealname: string; amount: string } }>(`select properties from hubspot.records where portal_id = 4711001 and object_type = '0-3' and id = $1`, [id]);
  return row!.properties;
}

/** An export during which these records were away. */
async function exportWithout(away: readonly { id: string; type: string }[], more: Partial<StartExportRequest> = {}): Promise<Extract<Job, { state: 'ready' }>> {
  const archive = async (at: string): Promise<void> => { for (const { id, type } of away) await world.query(`update hubspot.records set archived_at = ${at} where object_type = $2 and id = $1`, [id, type]); };
  await archive('now()');
  const { job } = await test.ask('start-export', { requestId: randomUUID(), format: 'xlsx', query: { record: acme, tableId: 'hubspot:deals@record', columns: ['dealname', 'amount', 'hs_object_id'], filters: [] }, ...more });
  const ready = await jobIn(test, job.id, 'ready');
  await archive('null');
  return ready;
}

const dealsAway = (...at: number[]): { id: string; type: string }[] => at.map((one) => ({ id: deals[one]!, type: '0-3' }));

async function pageOf(jobId: string): Promise<string> {
  return new URL((await test.ask('create-repair-link', { jobId })).url).pathname;
}

async function takeList(path: string): Promise<{ name: string; rows: string[][] }[]> {
  const bytes = Buffer.from(await (await fetch(`${test.origin}${path}/list.xlsx`)).arrayBuffer());
  return sheetsOf(bytes);
}

async function sheetsOf(bytes: Buffer): Promise<{ name: string; rows: string[][] }[]> {
  const folder = await mkdtemp(join(tmpdir(), 'siderail-test-'));
  const path = join(folder, 'book.xlsx');
  await writeFile(path, bytes);
  const workbook = await openWorkbook(path, { unpackedBytes: 10_000_000, columns: 100 });
  const sheets = [];
  for (const { name, rows } of workbook.sheets) {
    const all: string[][] = [];
    for await (const { cells } of rows()) all.push([...cells]);
    sheets.push({ name, rows: all });
  }
  workbook.close();
  await rm(folder, { recursive: true });
  return sheets;
}

async function sendBack(path: string, file: Blob): Promise<string> {
  const form = new FormData();
  form.set('file', file, 'list.xlsx');
  return (await fetch(`${test.origin}${path}`, { method: 'POST', body: form })).text();
}

/** The list with these cells changed, by the column's title in front and the row's key. */
function changed([sheet]: { rows: string[][] }[], changes: Record<string, Record<string, string>>): string[][] {
  const [titles, ...rows] = sheet!.rows;
  return [titles!, ...rows.map((row) => row.map((cell, at) => Object.entries(changes[row[0]!] ?? {}).find(([title]) => titles![at]!.startsWith(title))?.[1] ?? cell))];
}

async function repairOf(jobId: string): Promise<Extract<Job, { state: 'ready' }>> {
  const id = await eventually(async () => (await test.ask('get-job', { jobId })).job.repairedBy ?? null);
  return jobIn(test, id, 'ready');
}

/** The job that takes back what this one has changed. */
async function undoOf(jobId: string): Promise<Extract<Job, { state: 'ready' }>> {
  const found = await eventually(async () => (await test.ask('list-jobs', {})).jobs.find(({ undoes }) => undoes === jobId));
  return jobIn(test, found.id, 'ready');
}

async function certificateOf(jobId: string): Promise<Record<string, unknown>> {
  const { certificate } = await test.app.context.database.inPortal(portal, (tx) => tx.artifact.findUniqueOrThrow({ where: { jobId } }));
  return certificate as Record<string, unknown>;
}

describe('a list of left-out rows', () => {
  it('brings new values back to HubSpot, each row whole or refused with its reason, and can be taken back (D9, S0.29)', async () => {
    const job = await exportWithout(dealsAway(0, 1, 2, 3));
    const path = await pageOf(job.id);
    const page = await (await fetch(`${test.origin}${path}`)).text();
    const list = await takeList(path);
    await set(deals[2]!, { dealname: 'Changed by a colleague' });
    const sent = changed(list, {
      [deals[0]!]: { '✎ Deal name': 'A better name', '✎ Amount': '4711.5' },
      [deals[1]!]: { '✎ Deal name': 'Half a row', '✎ Amount': 'a lot' },
      [deals[2]!]: { '✎ Deal name': 'Mine', '✎ Amount': '5' },
      [deals[3]!]: { '✎ Deal name': '' },
    });
    const answered = await sendBack(path, listFile({ Deals: sent }));
    const again = await sendBack(path, listFile({ Deals: sent }));
    const repaired = await repairOf(job.id);
    const certificate = await certificateOf(repaired.id);

    expect(page).toContain('Columns with a pencil (✎) can be changed');
    expect(list[0]!.rows[0]!.slice(0, 6)).toEqual(['Key', 'Reason', 'Corrected key', '✎ Deal name [dealname]', '✎ Amount [amount]', 'Record ID [hs_object_id]']);
    expect([answered, again].every((html) => html.includes('The new values are being written to HubSpot'))).toBe(true);
    expect((await test.ask('list-jobs', {})).jobs.filter(({ repairs }) => repairs === job.id)).toHaveLength(1);
    expect(await Promise.all(deals.slice(0, 4).map(held))).toMatchObject([
      { dealname: 'A better name', amount: '4711.5' }, { dealname: 'Deal 1', amount: '200' }, { dealname: 'Changed by a colleague', amount: '300' }, { dealname: 'Deal 3', amount: '400' },
    ]);
    expect(certificate).toMatchObject({ complete: false, repairs: { jobId: job.id, rows: 4, written: 1, same: 0, refused: 2 }, notes: ['Corrected values of 1 row were written to HubSpot; 0 rows held theirs already; 2 were refused and are named as skipped, with the reason.'] });
    expect((certificate as { sheets: { skipped: unknown }[] }).sheets[0]!.skipped).toEqual([
      { key: deals[1], reason: 'not written to HubSpot: “Amount” cannot hold “a lot”' }, { key: deals[2], reason: 'not written to HubSpot: “Deal name” was changed in HubSpot after the list was made' },
    ].sort((one, other) => one.key!.localeCompare(other.key!)));
    const [file] = await sheetsOf(await downloadBytes(test, (await test.ask('create-link', { jobId: repaired.id })).url));
    expect(file!.rows.slice(1).map(([name]) => name).sort()).toEqual(['A better name', 'Deal 3']);
    expect((await test.ask('list-audit', { limit: 1, action: 'property.set' })).entries[0]).toMatchObject({ details: { rows: 1, columns: ['amount', 'dealname'] } });

    const repairPath = await pageOf(repaired.id);
    const result = await (await fetch(`${test.origin}${repairPath}`)).text();
    const german = await (await fetch(`${test.origin}${repairPath}`, { headers: { 'accept-language': 'de' } })).text();
    const results = parse(await (await fetch(`${test.origin}${repairPath}/results.csv`)).text(), { columns: true }) as Record<string, string>[];
    expect(repaired.changed).toEqual({ rows: 1, undone: false });
    expect(result).toContain('1 row was changed in HubSpot.');
    expect(result).toContain('Deal name: <del>Deal 0</del> → <ins>A better name</ins>');
    expect(german).toContain('„Amount“ kann „a lot“ nicht enthalten');
    expect(results.filter(({ Key }) => Key === deals[0])).toEqual([
      { Key: deals[0], Result: 'Changed in HubSpot', Column: 'Deal name', Before: 'Deal 0', Now: 'A better name', Reason: '' },
      { Key: deals[0], Result: 'Changed in HubSpot', Column: 'Amount', Before: '100', Now: '4711.5', Reason: '' },
    ]);
    expect(Object.fromEntries(results.map(({ Key, Result }) => [Key, Result]))).toEqual({ [deals[0]!]: 'Changed in HubSpot', [deals[1]!]: 'Refused', [deals[2]!]: 'Refused', [deals[3]!]: 'Read again' });
    const mail = await eventually(() => test.mail.mails.find(({ text }) => text.includes('corrected values')));
    expect(mail.text).toContain('Before that, corrected values of 1 row were written to HubSpot.');

    const takenBack = await (await fetch(`${test.origin}${repairPath}/undo`, { method: 'POST' })).text();
    const undo = await undoOf(repaired.id);
    expect(takenBack).toContain('The changes are taken back');
    expect(await held(deals[0]!)).toMatchObject({ dealname: 'Deal 0', amount: '100' });
    expect(undo).toMatchObject({ title: 'Deals of Acme Corporation, changes taken back', rows: 1, changed: { rows: 1, undone: false }, certificate: { complete: true } });
    expect((await test.ask('get-job', { jobId: repaired.id })).job).toMatchObject({ changed: { rows: 1, undone: true } });
    expect(await (await fetch(`${test.origin}${repairPath}`)).text()).toContain('These changes were taken back');
  });

  it('is written once when the worker dies between HubSpot and its note of it (D9, F2)', async () => {
    const job = await exportWithout(dealsAway(0, 1));
    const path = await pageOf(job.id);
    const list = await takeList(path);
    let writes = 0;
    const { context } = test.app;
    const crash = context.crashPoint;
    Object.assign(context, { crashPoint: (point: string) => { if (point === 'rows-written' && (writes += 1) === 1) throw new Error('the worker dies here'); crash(point); } });
    try {
      await sendBack(path, listFile({ Deals: changed(list, { [deals[0]!]: { '✎ Deal name': 'Once' }, [deals[1]!]: { '✎ Amount': '7' } }) }));
      const repaired = await repairOf(job.id);

      expect(await held(deals[0]!)).toMatchObject({ dealname: 'Once' });
      expect(await held(deals[1]!)).toMatchObject({ amount: '7' });
      // Of the first try HubSpot holds the values: the second one finds nothing to write, and knows that this was its own doing.
      expect(await certificateOf(repaired.id)).toMatchObject({ complete: true, repairs: { rows: 2, written: 2, same: 0, refused: 0 } });
      await fetch(`${test.origin}${await pageOf(repaired.id)}/undo`, { method: 'POST' });
      await undoOf(repaired.id);
      expect(await held(deals[0]!)).toMatchObject({ dealname: 'Deal 0' });
      expect(await held(deals[1]!)).toMatchObject({ amount: '200' });
    } finally {
      Object.assign(context, { crashPoint: crash });
    }
  });

  it('comes back unchanged when a spreadsheet has only rewritten its numbers (D9)', async () => {
    const job = await exportWithout(dealsAway(0, 1));
    await set(deals[0]!, { dealname: '007' });
    const path = await pageOf(job.id);
    const csv = await (await fetch(`${test.origin}${path}/list-0.csv`)).text();
    const [titles = [], ...rows] = parse(csv, { bom: true }) as string[][];
    const name = titles.findIndex((title) => title.startsWith('✎ Deal name'));
    const mangled = [titles, ...rows.map((row) => row.map((cell, at) => (at === name && cell === '007' ? '7' : cell)))].map((row) => row.map((cell) => `"${cell}"`).join(';')).join('\r\n');
    await sendBack(path, new Blob([mangled]));
    const repaired = await repairOf(job.id);

    expect((await held(deals[0]!)).dealname).toBe('007');
    expect(await certificateOf(repaired.id)).toMatchObject({ complete: true, repairs: { written: 0, same: 1, refused: 0 } });
  });

  it('is refused by name when it is another export’s, was changed, holds formulas, or is no list at all (D9, T13, T49)', async () => {
    const [one, other] = [await exportWithout(dealsAway(0)), await exportWithout(dealsAway(1))];
    const [path, otherPath] = [await pageOf(one.id), await pageOf(other.id)];
    const list = (await takeList(path))[0]!.rows;
    const mark = list[0]!.length - 1;
    const foreign = await sendBack(otherPath, listFile({ Deals: list }));
    const forged = await sendBack(path, listFile({ Deals: list.map((row, at) => (at === 0 ? row : row.with(mark, row[mark]!.replace(/^0\.0/, '0.1')))) }));
    const formula = await sendBack(path, listFile({ Deals: list }, { formula: true }));
    const twice = await sendBack(path, listFile({ Deals: [...list, list[1]!] }));
    const bomb = await sendBack(path, listFile({ Deals: list }, { bombBytes: 310_000_000 }));
    const old = await sendBack(path, new Blob([Buffer.from([0xD0, 0xCF, 0x11, 0xE0, 1, 2])]));
    const broken = await sendBack(path, new Blob([Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(200)])]));

    expect(foreign).toContain('The mark of row 2 of the sheet “Deals” was changed, or is of the list of another export.');
    expect(forged).toContain('was changed, or is of the list of another export');
    expect(formula).toContain('holds a formula');
    expect(twice).toContain('is about the same row as');
    expect(bomb).toContain('holds more than can be read here');
    expect(old).toContain('an old Excel');
    expect(broken).toContain('no Excel file that can be read');
    expect((await test.ask('list-jobs', {})).jobs.filter(({ repairs }) => repairs === one.id || repairs === other.id)).toEqual([]);
  });

  it('is of every table of a joined export: a row brings what hangs on it, and a pair only itself (D9, D5)', async () => {
    const pairs = await world.query<{ deal: string; item: string }>(`select distinct a.from_id::text as deal, a.to_id::text as item from hubspot.associations a where a.from_type = '0-3' and a.to_type = '0-8' and a.portal_id = 4711001 and a.from_id = any ($1::bigint[]) order by 1, 2`, [deals]);
    const [deal, item] = [pairs[0]!.deal, pairs.find((pair) => pair.deal !== pairs[0]!.deal)!];
    const job = await exportWithout([{ id: deal, type: '0-3' }, { id: item.item, type: '0-8' }], {
      joined: { layout: 'sheets', tables: [{ tableId: 'hubspot:line_items@related', columns: ['name'] }] },
    });
    const path = await pageOf(job.id);
    const list = await takeList(path);
    const page = await (await fetch(`${test.origin}${path}`, { headers: { 'accept-language': 'de-DE,de' } })).text();
    await sendBack(path, listFile(Object.fromEntries(list.map(({ name, rows }) => [name, rows]))));
    const repaired = await repairOf(job.id);
    const file = await sheetsOf(await downloadBytes(test, (await test.ask('create-link', { jobId: repaired.id })).url));

    expect(list.map(({ name, rows }) => [name, rows.slice(1).map(([key]) => key)])).toEqual([['Deals of Acme Corporation', [deal]], ['Line items', [`${item.deal} → ${item.item}`]]]);
    expect(page).toContain('2 Zeilen wurden ausgelassen');
    expect(page).toContain('<html lang="de">');
    expect(file.map(({ name }) => name)).toEqual(['Deals of Acme Corporation', 'Line items']);
    expect(file[0]!.rows.slice(1).map((row) => row.at(-1))).toEqual([deal]);
    const own = pairs.filter((pair) => pair.deal === deal).length;
    expect(file[1]!.rows.slice(1).map(([parent]) => parent).sort()).toEqual([...Array.from({ length: own }, () => deal), item.deal].sort());
    expect(await certificateOf(repaired.id)).toMatchObject({ complete: true, repairs: { rows: 2 } });
  });
});
