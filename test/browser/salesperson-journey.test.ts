import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { downloadFile, openFilePage } from './support/file-page.ts';
import { holdExport, letGo, slowDown } from './support/hold-export.ts';
import { letEverybodyExport } from './support/let-everybody-export.ts';
import {
  cardOn, cellsOf, chooseTable, expectCleanCards, exportButton, isAscending, jobIn, openAcme, SOON,
} from './support/record-page.ts';
import { askAs, CONTACTS_FORBIDDEN, setHubSpot } from './support/sandbox-control.ts';
import { cancelOrder, readAcmeOrders, readActivities } from './support/stored-data.ts';
import { screenshot } from './support/screenshot.ts';
import { startJourney, type Journey } from './support/start-journey.ts';

const SCOPES = [
  'oauth', 'crm.objects.contacts.read', 'crm.objects.contacts.write', 'crm.objects.companies.read', 'crm.objects.deals.read',
  'crm.objects.line_items.read', 'crm.objects.owners.read', 'tickets', 'automation', 'settings.users.read',
  'crm.objects.companies.write', 'crm.objects.deals.write', 'files',
];

let journey: Journey;
let page: Page;
let tab: Locator, sidebar: Locator;
let acmeId: string, jobId: string, installBegan: number;

beforeAll(async () => {
  journey = await startJourney();
  page = journey.page;
  tab = cardOn(page, 'record_tab');
  sidebar = cardOn(page, 'record_sidebar');
});
afterAll(async () => journey?.close());
afterEach(() => expect(journey.problems).toEqual([]));

describe('a salesperson', () => {
  it('gets the app by a consent screen that names it and everything it may do', async () => {
    installBegan = Date.now();
    await page.goto(journey.stack.portalUrl);
    await page.getByRole('link', { name: 'Install Siderail' }).click();

    await page.getByRole('heading', { name: 'Connect Siderail to your account' }).waitFor();
    expect((await page.locator('li code').allInnerTexts()).sort()).toEqual(SCOPES.toSorted());
    await screenshot(page, '01-consent');
    await page.getByLabel('Signed in as').selectOption({ label: 'Ada Admin (ada.admin@acme.example)' });
    await page.getByRole('button', { name: 'Connect app' }).click();
    await page.getByRole('heading', { name: 'Siderail is installed' }).waitFor();
    await letEverybodyExport(journey.stack);

    await page.getByRole('link', { name: 'Open HubSpot' }).click();
    await page.getByRole('link', { name: 'Companies' }).click();
    await page.getByRole('link', { name: 'Acme Corporation', exact: true }).click();
    await page.getByRole('heading', { name: 'Acme Corporation', level: 1 }).waitFor();
    acmeId = /record\/0-2\/(\d+)/.exec(page.url())![1]!;
  });

  it('finds one card in the sidebar and one in a tab of companies and contacts, each with one primary button (S0.26, S0.1, F14)', async () => {
    await tab.getByTestId('data-table').waitFor();
    await sidebar.getByTestId('data-table').waitFor();
    await exportButton(tab).filter({ hasText: 'Get 29 rows' }).waitFor();
    await exportButton(sidebar).filter({ hasText: 'Get 29 rows' }).waitFor();
    expect(await tab.locator('button.is-primary').count()).toBe(1);
    expect(await sidebar.locator('button.is-primary').count()).toBe(1);
    await screenshot(page, '02-company-record');
    await expectCleanCards(page);

    await page.getByRole('complementary', { name: 'Sidebar' }).getByRole('link', { name: 'Maria Johnson' }).click();
    await page.getByRole('heading', { name: 'Maria Johnson', level: 1 }).waitFor();
    await chooseTable(sidebar, 'Orders · Business database', '1,200');
    await chooseTable(tab, 'Deals · HubSpot', '');

    expect(await tab.getByTestId('age-stamp').innerText()).toMatch(/^Of this contact · as of \d\d:\d\d, /);
    expect(await sidebar.getByTestId('page-range').innerText()).toBe('First 5 of 1,200 rows');
    expect(await sidebar.getByTestId('totals-lines').innerText()).toMatch(/Total Gross\s+[\d,]+\.\d\d/);
    expect(await tab.locator('button.is-primary').count()).toBe(1);
    expect(await sidebar.locator('button.is-primary').count()).toBe(1);
    await screenshot(page, '09-sidebar-contact');
    await expectCleanCards(page);
  });

  it('sees the orders of the company from the business database at once, sorts, filters, chooses columns and pages (S0.2)', async () => {
    await openAcme(page);
    await chooseTable(tab, 'Orders · Business database', '1,200');
    const stored = await readAcmeOrders(journey.stack);
    expect(await tab.getByTestId('page-range').innerText()).toBe('1–25 of 1,200');
    expect(await tab.getByTestId('age-stamp').innerText()).toMatch(/^Of this company · as of \d\d:\d\d, /);
    expect(await tab.getByTestId('totals-row').innerText()).toContain(stored.gross);
    await tab.getByLabel('Rows per page').selectOption({ label: '10' });
    await tab.getByText('1–10 of 1,200').waitFor();
    await screenshot(page, '03-orders-table');

    const header = tab.getByRole('columnheader', { name: 'Gross' });
    await header.getByRole('button').click();
    await expect.poll(async () => isAscending(await cellsOf(tab, 'Gross')), SOON).toBe(true);
    await header.getByRole('button').press('Enter');
    await expect.poll(async () => isAscending((await cellsOf(tab, 'Gross')).reverse()), SOON).toBe(true);
    expect(await header.getAttribute('aria-sort')).toBe('descending');

    await tab.getByRole('button', { name: 'Filters' }).click();
    const filters = page.getByRole('dialog', { name: 'Filters' });
    await filters.getByLabel('Column').selectOption({ label: 'Status' });
    await filters.getByLabel('Condition').selectOption({ label: 'is' });
    await filters.getByLabel('Value').fill('delivered');
    await page.keyboard.press('Enter');
    await tab.getByText('Filtered: Status is delivered').waitFor();
    const delivered = stored.delivered.toLocaleString('en-GB');
    await exportButton(tab).filter({ hasText: `Get ${delivered} rows` }).waitFor();
    await tab.getByText(`1–10 of ${delivered}`).waitFor();
    expect(new Set(await cellsOf(tab, 'Status'))).toEqual(new Set(['delivered']));

    await tab.getByRole('button', { name: 'Columns' }).click();
    const columns = page.getByRole('dialog', { name: 'Choose columns' });
    await columns.getByRole('button', { name: 'Columns to show and to export' }).click();
    await columns.getByRole('option', { name: 'Sales rep' }).click();
    await columns.getByRole('option', { name: 'Net' }).click();
    await columns.getByRole('button', { name: 'Show these columns' }).click();
    await tab.getByRole('columnheader', { name: 'Net' }).waitFor();
    expect(await tab.getByRole('columnheader', { name: 'Sales rep' }).count()).toBe(0);

    const firstPage = await cellsOf(tab, 'Order');
    await tab.getByRole('button', { name: 'Next' }).click();
    await tab.getByText(`11–20 of ${delivered}`).waitFor();
    expect((await cellsOf(tab, 'Order')).filter((order) => firstPage.includes(order))).toEqual([]);
    await expectCleanCards(page);
  });

  it('refreshes, copies an id, makes a follow-up task from a row and keeps a snapshot as a note', async () => {
    await openAcme(page);
    await chooseTable(tab, 'Orders · Business database', '1,200');
    const [order] = await cellsOf(tab, 'Order');
    const row = tab.locator('tbody tr').first();
    const orderId = await cancelOrder(journey.stack, order!);

    await tab.getByRole('button', { name: 'Refresh' }).click();
    await row.getByText('cancelled').waitFor();

    await row.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Copy ID' }).click();
    await page.getByText(`${orderId} is on the clipboard.`).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(orderId);

    await row.getByRole('button', { name: 'Actions' }).click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText(`Task created for tomorrow: follow up ${order}.`).waitFor();

    await tab.getByRole('button', { name: 'Save snapshot as note' }).click();
    await page.getByRole('dialog', { name: 'Save snapshot as note' }).getByRole('button', { name: 'Go ahead' }).click();
    await page.getByText('Note written with 25 of 1,200 rows.').waitFor();

    const written = await readActivities(journey.stack, acmeId);
    expect(written).toMatchObject([
      { object_type: '0-27', subject: `Follow up: Orders ${order}`, body: expect.stringContaining('Status: cancelled') },
      { object_type: '0-46', body: expect.stringContaining(order!) },
    ]);
    await expectCleanCards(page);
  });

  it('knows rows, size, time and lane before the click, and has a small file in the answer to it (D1, S0.3, S0.4, D4, S2.4)', async () => {
    await openAcme(page);
    await chooseTable(tab, 'Orders (whole account) · Business database', '30,000');
    expect(await exportButton(tab).innerText()).toBe('Export 30,000 rows');
    expect(await tab.getByTestId('export-estimate').innerText()).toMatch(/^about [\d.]+ MB · about \d+ s · in the background$/);
    await screenshot(page, '04-export-estimate');

    await chooseTable(tab, 'Orders · Business database', '1,200');
    expect(await tab.getByTestId('export-estimate').innerText()).toMatch(/^about \d+ KB · about \d+ s · right now$/);
    await exportButton(tab).click();
    await tab.getByText('Your file is ready').waitFor();
    expect(await tab.getByTestId('export-certificate').innerText()).toContain('Complete: 1,200 of 1,200 rows');

    const filePage = await openFilePage(tab.getByTestId('export-link'));
    const file = await downloadFile(filePage);
    expect(file.sha256).toBe(file.promisedSha256);
    expect(file.text.trimEnd().split('\r\n')).toHaveLength(1_201);
    expect(Date.now() - installBegan).toBeLessThan(600_000);
    await filePage.close();
    await expectCleanCards(page);
  });

  it('leaves a large export alone, comes back to its progress, and sees Ready without a reload (S0.5, S0.6)', async () => {
    await openAcme(page);
    await chooseTable(tab, 'All contacts (whole account) · HubSpot', '6,000');
    expect(await tab.getByTestId('export-estimate').innerText()).toMatch(/in the background · \d+ requests to the source$/);
    await slowDown(journey.stack);
    await exportButton(tab).dblclick();

    const started = tab.getByTestId('export-started');
    await started.getByText('Started: All contacts (whole account), 6,000 rows.').waitFor();
    await started.getByText('We will e-mail sam.seller@acme.example when it is ready. You can leave this page.').waitFor();
    const job = jobIn(tab, 'All contacts');
    await holdExport(journey.stack, job);
    await screenshot(page, '05-export-running');

    await page.getByRole('complementary', { name: 'Sidebar' }).getByRole('link', { name: 'Maria Johnson' }).click();
    await page.getByRole('heading', { name: 'Maria Johnson', level: 1 }).waitFor();
    await jobIn(sidebar, 'All contacts').getByText('Running').waitFor();
    await page.goBack();
    await jobIn(tab, 'All contacts').getByRole('progressbar').waitFor();
    await page.evaluate('window.__notReloaded = true');
    await letGo(journey.stack);

    await job.getByText('Ready').waitFor();
    await page.getByText('All contacts is ready. Choose Get link in My exports.').waitFor();
    expect(await job.innerText()).toContain('Complete: 6,000 of 6,000 rows');
    expect(await page.evaluate('window.__notReloaded')).toBe(true);
    // The double click made one job.
    expect(await tab.getByText('All contacts', { exact: true }).count()).toBe(1);
    await job.getByRole('button', { name: 'Get link' }).click();
    await job.getByRole('link', { name: /^Download All-contacts-[\d-]+\.csv/ }).waitFor();
    await screenshot(page, '06-export-ready', 'shown');
    await expectCleanCards(page);
  });

  it('gets a mail whose link leads to the whole file: 30,000 orders with the checksum that was promised (S0.6, S0.8, D4)', async () => {
    await chooseTable(tab, 'Orders (whole account) · Business database', '30,000');
    await exportButton(tab).click();
    await jobIn(tab, 'All orders').getByText('Complete: 30,000 of 30,000 rows').waitFor();
    await jobIn(tab, 'All orders').getByText('E-mail sent').waitFor();

    await page.getByRole('link', { name: 'Mail inbox' }).click();
    await page.getByRole('link', { name: 'Your export is ready: All orders' }).click();
    const mail = page.frameLocator('iframe[title="Message as HTML"]');
    await mail.getByText('Your export “All orders” is ready: 30,000 rows').waitFor();
    await screenshot(page, '07-mail');
    const filePage = await openFilePage(mail.getByRole('link', { name: 'Open the file page' }));
    await filePage.getByText('30,000 of 30,000 rows').waitFor();
    await screenshot(filePage, '08-file-page');
    const file = await downloadFile(filePage);

    expect(file.name).toMatch(/^All-orders-.*\.csv$/);
    expect(file.sha256).toBe(file.promisedSha256);
    expect(await mail.locator('body').innerText()).toContain(file.sha256);
    const numbers = new Set(file.text.trimEnd().split('\r\n').slice(1).map((line) => /SO-\d{4}-\d{6}/.exec(line)?.[0]));
    expect(numbers.size).toBe(30_000);
    await filePage.close();
  });

  it('stops an export and keeps no file of it (F14)', async () => {
    await openAcme(page);
    await chooseTable(tab, 'All contacts (whole account) · HubSpot', '6,000');
    await slowDown(journey.stack);
    await exportButton(tab).click();
    const job = jobIn(tab, 'All contacts');
    await holdExport(journey.stack, job);

    await job.getByRole('button', { name: 'Cancel' }).click();
    await letGo(journey.stack);

    await job.getByText(/^Stopped after [\d,]+ rows\. There is no file\.$/).waitFor();
    expect(await job.getByText('Cancelled', { exact: true }).count()).toBe(1);
    await job.getByText(/^The [\d,]+ rows that were read are kept until .+\.$/).waitFor();
    expect(await job.getByRole('button').allInnerTexts()).toEqual(['Run again', 'Get what is there']);
    await expectCleanCards(page);
  });

  it('reads why an export failed and what to do, and Retry brings it to its end (S0.9, S0.20, S0.21)', async () => {
    await chooseTable(tab, 'All contacts (whole account) · HubSpot', '6,000');
    await slowDown(journey.stack);
    await exportButton(tab).click();
    const job = jobIn(tab, 'All contacts');
    await holdExport(journey.stack, job);
    await setHubSpot(journey.stack, { latencyMs: 0, faults: [CONTACTS_FORBIDDEN] });

    await job.getByText('Siderail may not read this kind of record.').waitFor();
    await job.getByText('What to do: Ask a HubSpot admin to connect Siderail again and grant the access.').waitFor();
    expect(await job.innerText()).toMatch(/Support code: [2-9A-Z]{4}-[2-9A-Z]{4}/);
    await job.scrollIntoViewIfNeeded();
    await screenshot(page, '10-failed-export', 'shown');

    await setHubSpot(journey.stack, { faults: [] });
    await job.getByRole('button', { name: 'Retry' }).click();
    await job.getByText('Complete: 6,000 of 6,000 rows').waitFor();
    await expectCleanCards(page);
  });

  it('finds all exports in My exports (S0.6)', async () => {
    await openAcme(page);
    await tab.getByRole('button', { name: /^My exports/ }).click();
    await tab.getByRole('button', { name: 'Show all 5' }).click();
    const states = tab.locator('[data-testid^="job-state-"]');

    expect(await states.allInnerTexts()).toEqual(['Ready', 'Cancelled', 'Ready', 'Ready', 'Ready']);
    jobId = (await states.first().getAttribute('data-testid'))!.replace('job-state-', '');
    expect(await askAs(journey.stack, 501, 'get-job', { jobId })).toMatchObject({ ok: true });
  });
});

describe('a colleague on the same record', () => {
  it('sees none of these exports and can do nothing with them (T13)', async () => {
    await page.getByRole('combobox', { name: 'Signed-in user' }).selectOption({ label: 'Ada Admin (admin)' });

    await sidebar.getByText('You have no exports yet.').waitFor();
    await tab.getByRole('button', { name: /^My exports/ }).click();
    await tab.getByText('You have no exports yet.').waitFor();
    for (const route of ['get-job', 'cancel-job', 'retry-job', 'finish-partial', 'create-link']) {
      expect(await askAs(journey.stack, 502, route, { jobId })).toMatchObject({ ok: false, error: { code: 'job.unknown' } });
    }
    await expectCleanCards(page);
  });
});
