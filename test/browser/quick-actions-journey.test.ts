import type { Locator, Page } from 'playwright-core';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { installApp } from './support/install-app.ts';
import { letEverybodyExport } from './support/let-everybody-export.ts';
import { cardOn, cellsOf, chooseTable, expectCleanCards, exportButton, jobIn, openAcme, SOON } from './support/record-page.ts';
import { readActivities } from './support/stored-data.ts';
import { screenshot } from './support/screenshot.ts';
import { startJourney, type Journey } from './support/start-journey.ts';

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
    await repaired.getByText('Complete: 1 of 1 rows').waitFor();
    await repaired.getByText('Reads again what an earlier export left out.').waitFor();
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
