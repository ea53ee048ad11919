import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { installApp } from './support/install-app.ts';
import { letEverybodyExport } from './support/let-everybody-export.ts';
import { cardOn, cellsOf, chooseTable, expectCleanCards, exportButton, jobIn, openAcme, SOON } from './support/record-page.ts';
import { readActivities } from './support/stored-data.ts';
import { askAs } from './support/sandbox-control.ts';
import { screenshot } from './support/screenshot.ts';
import { startJourney, type Journey } from './support/start-journey.ts';
import { listFile } from '../support/list-file.ts';
import { readWorkbook } from '../support/read-workbook.ts';

const SAM = 501;
const ADA = 502;

let journey: Journey;
let page: Page;
let tab: Locator;
let acmeId: string;

beforeAll(async () => {
  journey = await startJourney();
  page = journey.page;
  tab = cardOn(page, 'record_tab');
  await installApp(page, journey.stack);
  await letEverybodyExport(journey.stack);
  await openAcme(page);
  acmeId = /record\/0-2\/(\d+)/.exec(page.url())![1]!;
});
afterAll(async () => journey?.close());
afterEach(() => expect(journey.problems).toEqual([]));

async function inSandbox<T>(work: (client: Client) => Promise<T>, url = journey.stack.databases.sandboxUrl): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function customerNumber(): Promise<string | null> {
  return inSandbox(async (client) => (await client.query<{ value: string | null }>(`select properties ->> 'customer_number' as value from hubspot.records where object_type = '0-2' and id = $1`, [acmeId])).rows[0]!.value);
}

async function dealsOfAcme(): Promise<string[]> {
  await chooseTable(tab, 'Deals · HubSpot', '');
  // Until they are there, the rows of the table before stand in their place.
  await tab.getByTestId('column-dealname').waitFor();
  const rows = (await tab.locator('tbody tr').all()).slice(0, 3);
  return Promise.all(rows.map(async (row) => (await row.getAttribute('data-testid'))!.replace('row-', '')));
}

function archiveDeals(ids: readonly string[], at: 'now()' | 'null'): Promise<unknown> {
  return inSandbox((client) => client.query(`update hubspot.records set archived_at = ${at} where object_type = '0-3' and id = any ($1::bigint[])`, [ids]));
}

function setDeal(id: string, properties: Record<string, string>): Promise<unknown> {
  return inSandbox((client) => client.query(`update hubspot.records set properties = properties || $2::jsonb where object_type = '0-3' and id = $1`, [id, JSON.stringify(properties)]));
}

function dealNow(id: string): Promise<Record<string, string>> {
  return inSandbox(async (client) => (await client.query<{ properties: Record<string, string> }>(`select properties from hubspot.records where object_type = '0-3' and id = $1`, [id])).rows[0]!.properties);
}

async function newestJob(): Promise<unknown> {
  const { data } = (await askAs(journey.stack, SAM, 'list-jobs', {})) as { data: { jobs: { title: string; state: string; certificate?: { skipped: number } }[] } };
  const [job] = data.jobs;
  return { title: job?.title, state: job?.state, leftOut: job?.certificate?.skipped };
}

async function openAnew(): Promise<void> {
  await page.reload();
  await tab.getByTestId('data-table').waitFor();
}

/** Opens the record anew and its list of exports: what was begun on another page is in it then. */
async function openMyExports(): Promise<void> {
  await openAnew();
  await tab.getByRole('button', { name: /^My exports/ }).click();
  await tab.locator('[data-testid^="job-state-"]').first().waitFor();
}

/** The page behind an export on which its left-out rows are corrected, and changes taken back. */
async function openRepairPage(job: Locator): Promise<Page> {
  await job.locator('[data-testid^="job-get-repair-link-"]').click();
  const [opened] = await Promise.all([page.context().waitForEvent('page'), job.locator('[data-testid^="job-repair-link-"]').click()]);
  return opened;
}

/** The rows of the workbook that a person downloads, its titles first. */
async function downloadList(list: Page): Promise<string[][]> {
  const [download] = await Promise.all([list.waitForEvent('download'), list.getByRole('link', { name: 'Excel workbook' }).click()]);
  const { sheets } = await readWorkbook(await readFile(await download.path()));
  return sheets[0]!.cells.map((row) => Array.from(row, (cell) => String(cell?.value ?? '')));
}

async function uploadList(list: Page, rows: readonly string[][]): Promise<void> {
  const buffer = Buffer.from(await listFile({ Deals: rows }).arrayBuffer());
  await list.getByLabel('3. The corrected list').setInputFiles({ name: 'corrected.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer });
  await list.getByRole('button', { name: 'Send the list back' }).click();
}

/** The list with new values, by key and column. */
function correct([titles = [], ...rows]: readonly string[][], changes: Record<string, Record<string, string>>): string[][] {
  return [titles, ...rows.map((row) => row.map((cell, at) => Object.entries(changes[row[0]!] ?? {}).find(([title]) => titles[at]!.startsWith(`✎ ${title}`))?.[1] ?? cell))];
}

async function screenshotInGerman(shown: Page, name: string): Promise<void> {
  // Whose link it is decides, not the browser: HubSpot showed them the card in English.
  const wish = (language: 'de' | 'en') => askAs(journey.stack, 501, 'save-mail-wishes', { quietMinutes: 0, language, timeZone: 'Europe/Berlin' });
  expect(await wish('de')).toMatchObject({ ok: true });
  const context = await page.context().browser()!.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
  const german = await context.newPage();
  await german.goto(shown.url());
  await german.getByRole('table', { name: 'Was aus jeder Zeile wurde' }).waitFor();
  await screenshot(german, name);
  await context.close();
  await wish('en');
}

describe('a salesperson acts on a row', () => {
  it('sets a property of the record from it, sees before and after, and takes it back (S0.22)', async () => {
    await chooseTable(tab, 'Orders · Business database', '1,200');
    const [order] = await cellsOf(tab, 'Order');
    const before = await customerNumber();
    await tab.locator('tbody tr').first().getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Set HubSpot property' }).click();
    const form = page.getByRole('dialog', { name: 'Set HubSpot property' });
    await form.getByLabel('Value of the row').selectOption({ label: `Order: ${order}` });
    await form.getByLabel('Property of this record').selectOption({ label: 'Customer number' });
    await form.getByText('Before', { exact: true }).waitFor();
    await form.getByText(order!, { exact: true }).waitFor();
    await screenshot(page, '51-set-property');

    await form.getByRole('button', { name: 'Set property' }).click();
    await tab.getByTestId('action-undo').waitFor();
    expect(await customerNumber()).toBe(order);
    await screenshot(page, '52-property-set');
    await tab.getByTestId('action-undo').click();
    await page.getByText(/“Customer number” is .+ again\./).waitFor();

    expect(await customerNumber()).toBe(before);
    await expectCleanCards(page);
  });

  it('attaches the whole table to the record as a private file behind a note (S0.22)', async () => {
    await tab.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Attach as file' }).click();
    await page.getByRole('dialog', { name: 'Attach as file' }).getByText(/private Excel file/).waitFor();
    await screenshot(page, '53-attach-file');
    await page.getByRole('dialog', { name: 'Attach as file' }).getByRole('button', { name: 'Go ahead' }).click();
    await page.getByText(/1,200 rows attached as a file: .+\.xlsx/).waitFor();

    const files = await inSandbox(async (client) => (await client.query<{ access: string }>('select access from hubspot.files')).rows);
    expect(files).toEqual([{ access: 'PRIVATE' }]);
    expect(await readActivities(journey.stack, acmeId)).toMatchObject([{ object_type: '0-46', body: expect.stringContaining('1,200 rows') }]);
    await expectCleanCards(page);
  });

  it('reads again what an export left out, with the list of it in between (D9)', async () => {
    await chooseTable(tab, 'Deals · HubSpot', '');
    await tab.getByTestId('column-dealname').waitFor();
    const key = (await tab.locator('tbody tr').first().getAttribute('data-testid'))!.replace('row-', '');
    const archive = (at: string): Promise<unknown> => inSandbox((client) => client.query(`update hubspot.records set archived_at = ${at} where object_type = '0-3' and id = $1`, [key]));
    await archive('now()');
    await exportButton(tab).click();
    await tab.getByText('Your file is ready').waitFor();
    await archive('null');

    await tab.getByRole('button', { name: /^My exports/ }).click();
    const job = jobIn(tab, 'Deals of Acme Corporation');
    await job.getByRole('button', { name: 'Correct the list' }).click();
    const [list] = await Promise.all([page.context().waitForEvent('page'), job.getByRole('link', { name: 'Open the list of left-out rows' }).click()]);
    await list.getByRole('heading', { name: /^1 row was left out of/ }).waitFor();
    expect(await list.locator('tbody').innerText()).toContain(key);
    await screenshot(list, '54-left-out-rows');
    await list.close();
    await job.getByRole('button', { name: 'Read the left-out row again' }).scrollIntoViewIfNeeded();
    await screenshot(page, '55-repair');
    await job.getByRole('button', { name: 'Read the left-out row again' }).click();

    const repaired = jobIn(tab, 'Deals of Acme Corporation, left-out rows');
    await repaired.getByText('Complete: 1 of 1 row').waitFor();
    await repaired.getByText('Reads again what an earlier export left out.').waitFor();
    await expectCleanCards(page);
  });

  it('corrects the list of left-out rows, sees what became of each, and takes it back when nothing is left out any more (D9)', async () => {
    const settings = (await askAs(journey.stack, ADA, 'get-settings', {})) as { data: { version: number; policy: unknown; account: object } };
    const { version, policy, account } = settings.data;
    expect(await askAs(journey.stack, ADA, 'save-settings', { version, policy, account: { ...account, settable: { who: 'everybody', properties: ['deals.dealname', 'deals.amount'] } } })).toMatchObject({ ok: true });
    // Without what the last export has said.
    await openAnew();
    const [good, changed, wrong] = (await dealsOfAcme()) as [string, string, string];
    for (const [at, deal] of [good, changed, wrong].entries()) await setDeal(deal, { dealname: `Deal ${at + 1}`, amount: `${at + 1}000` });
    await archiveDeals([good, changed, wrong], 'now()');
    await exportButton(tab).click();
    // An earlier export may have left the words on screen that its file is ready.
    await expect.poll(newestJob, SOON).toEqual({ title: 'Deals of Acme Corporation', state: 'ready', leftOut: 3 });
    await archiveDeals([good, changed, wrong], 'null');

    await openMyExports();
    const list = await openRepairPage(jobIn(tab, 'Deals of Acme Corporation'));
    await list.getByRole('heading', { name: /^3 rows were left out of/ }).waitFor();
    const rows = await downloadList(list);
    await screenshot(list, '60-left-out-list');
    await setDeal(changed, { dealname: 'Changed by a colleague' });
    await uploadList(list, correct(rows, { [good]: { 'Deal name': 'A better name', 'Amount': '4711.5' }, [changed]: { 'Deal name': 'Mine' }, [wrong]: { 'Amount': 'a lot' } }));
    await list.getByText('The new values are being written to HubSpot').waitFor();
    await screenshot(list, '61-list-sent-back');
    await list.getByRole('link', { name: 'See what becomes of each row' }).click();
    await list.getByText('1 row was changed in HubSpot.').waitFor();

    const results = await list.getByRole('table', { name: 'What became of each row' }).locator('tbody tr').allInnerTexts();
    expect(results.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual(expect.arrayContaining([
      expect.stringMatching(new RegExp(`^${good} Changed in HubSpot .*Deal name: Deal 1 → A better name`)),
      expect.stringMatching(new RegExp(`^${changed} Refused .*was changed in HubSpot after the list was made`)),
      expect.stringMatching(new RegExp(`^${wrong} Refused .*cannot hold “a lot”`)),
    ]));
    expect(await Promise.all([good, changed, wrong].map(dealNow))).toMatchObject([{ dealname: 'A better name', amount: '4711.5' }, { dealname: 'Changed by a colleague', amount: '2000' }, { dealname: 'Deal 3', amount: '3000' }]);
    await screenshot(list, '62-repair-results');
    await screenshotInGerman(list, '63-repair-results-german');

    // What was refused is corrected from the same page, until nothing is left out.
    await uploadList(list, correct(await downloadList(list), { [changed]: { 'Deal name': 'Agreed with the colleague' }, [wrong]: { 'Amount': '3500' } }));
    await list.getByRole('link', { name: 'See what becomes of each row' }).click();
    await list.getByText('2 rows were changed in HubSpot.').waitFor();
    await list.close();

    await openMyExports();
    const repaired = jobIn(tab, 'Deals of Acme Corporation, left-out rows');
    await repaired.getByText('Complete: 2 of 2 rows').waitFor();
    await repaired.getByText('2 rows were changed in HubSpot.').waitFor();
    const result = await openRepairPage(repaired);
    await result.getByRole('button', { name: 'Take the changes back' }).click();
    await result.getByRole('heading', { name: 'The changes are taken back' }).waitFor();
    await result.getByRole('link', { name: 'See what becomes of each row' }).click();
    await result.getByText('2 rows were changed in HubSpot.').waitFor();
    await screenshot(result, '64-changes-taken-back');
    await result.close();
    expect(await Promise.all([good, changed, wrong].map(dealNow))).toMatchObject([{ dealname: 'A better name' }, { dealname: 'Changed by a colleague' }, { dealname: 'Deal 3', amount: '3000' }]);
    await openMyExports();
    await repaired.getByText('These changes were taken back.').waitFor();
    await jobIn(tab, 'Deals of Acme Corporation, changes taken back').getByText('Takes back what an earlier list changed in HubSpot.').scrollIntoViewIfNeeded();
    await screenshot(page, '65-taken-back-in-my-exports');
    await expectCleanCards(page);
  });

  it('leaves a table that does not come to the background and has it whole once it is there (D2)', async () => {
    await inSandbox(async (client) => {
      await client.query('begin; lock table erp.orders in access exclusive mode');
      await tab.getByRole('combobox', { name: 'Table' }).selectOption({ label: 'Orders · Business database' });
      await tab.getByTestId('rows-pending').waitFor();
      await screenshot(page, '56-still-loading');
    }, journey.stack.databases.businessAdminUrl);

    await expect.poll(() => tab.getByTestId('page-range').innerText(), { ...SOON, timeout: 40_000 }).toContain('1–25');
    await expectCleanCards(page);
  });
});
