import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { sendJson, type TestBackend } from './support/start-backend.ts';
import { readJournal, startPortalBrowser, type PortalBrowser } from './support/start-portal-browser.ts';
import { PORTAL_ID, type TestPortal } from './support/start-test-portal.ts';

let browser: PortalBrowser;
let backend: TestBackend;
let portal: TestPortal;
let page: Page;

const journal = () => readJournal(page);

beforeAll(async () => {
  browser = await startPortalBrowser();
  ({ backend, portal } = browser);
});

afterAll(async () => browser?.close());

beforeEach(async () => {
  await page?.close();
  page = await browser.newPage();
});

async function openRecord(tab?: string): Promise<void> {
  await page.goto(`${portal.origin}/contacts/${PORTAL_ID}/record/0-1/100`);
  await page.getByRole('tab', { name: 'Table', exact: true }).waitFor();
  if (tab) await page.getByRole('tab', { name: tab, exact: true }).click();
}

async function screenshot(name: string): Promise<void> {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`), fullPage: true });
}

it('shows the record, its associated records and the unmodified production cards', async () => {
  await openRecord();

  await page.getByRole('heading', { name: 'Maria Johnson' }).waitFor();
  await page.getByText('Record 0-1 for Sam').waitFor();
  expect(await page.getByRole('complementary', { name: 'Sidebar' }).getByText('Acme <b>Corporation</b>').count()).toBe(1);
  await screenshot('table');
  expect(await journal()).toMatchObject({ errors: [], notImplemented: [], cards: { showcase_tab: 'rendered', showcase_sidebar: 'rendered' } });
});

it('lets the card sort and page its table', async () => {
  await openRecord();
  const firstOrder = page.locator('[data-card=showcase_tab] tbody tr').first();

  await page.getByRole('button', { name: 'Amount' }).click();
  await expect.poll(() => firstOrder.innerText()).toContain('SO-1002');
  await page.getByRole('button', { name: 'Amount' }).click();
  await expect.poll(() => firstOrder.innerText()).toContain('SO-1003');
  expect(await page.getByRole('columnheader', { name: 'Amount' }).getAttribute('aria-sort')).toBe('descending');

  await page.getByRole('button', { name: 'Page 3' }).click();
  await page.getByText('Page 3').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('Page 4').waitFor();
});

it('calls the backend through the signing proxy and gives the card its answer', async () => {
  backend.answer((request, response) => sendJson(response, 200, { ok: true, data: JSON.parse(request.body) }));
  await openRecord();

  await page.getByRole('button', { name: 'Ask the backend' }).click();

  await expect.poll(() => page.getByTestId('answer').innerText()).toBe('200 {"ok":true,"data":{"hello":"world"}}');
  expect(backend.seen[0]?.path).toBe(`/ui/echo?userId=501&portalId=${PORTAL_ID}&userEmail=sam.seller%40acme.example&appId=990001`);
});

it('opens a modal and a panel, keeps them live, and closes them by id and by key', async () => {
  await openRecord();

  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const modal = page.getByRole('dialog', { name: 'Export 1,200 rows' });
  await page.getByText('Modal opened').waitFor();
  await modal.getByRole('button', { name: 'Count' }).click();
  await modal.getByText('Pressed 1 times').waitFor();
  await screenshot('modal');
  await modal.getByRole('button', { name: 'Cancel' }).click();
  await modal.waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Details' }).click();
  const panel = page.getByRole('dialog', { name: 'Order details' });
  await screenshot('panel');
  await panel.getByRole('button', { name: 'Close panel' }).click();
  await panel.waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Open from sidebar' }).click();
  await page.getByRole('dialog', { name: 'From the sidebar' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'From the sidebar' }).waitFor({ state: 'detached' });
});

it('shows tooltips, menus and alerts, and copies text', async () => {
  await openRecord();

  await page.getByRole('button', { name: 'Refresh' }).hover();
  await page.getByRole('tooltip').getByText('Reads the table again').waitFor();
  await page.getByRole('button', { name: 'Row actions' }).click();
  await page.getByRole('menuitem', { name: 'Create task' }).click();
  await page.getByText('Follow-up task created').waitFor();
  await page.getByRole('button', { name: 'Row actions' }).click();
  await page.getByRole('menuitem', { name: 'Copy id' }).click();

  await expect.poll(async () => (await journal()).clipboard).toEqual(['SO-1001']);
});

it('sends a form with the values of all its inputs, however fast they were typed', async () => {
  await openRecord('Form');

  await page.getByLabel('Title').pressSequentially('Orders of the quarter', { delay: 2 });
  await page.getByLabel('Format').selectOption({ label: 'Excel' });
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('option', { name: 'amount' }).click();
  await page.getByRole('switch', { name: 'Totals' }).click();
  await screenshot('form');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Save' }).click();

  await expect.poll(() => page.getByTestId('columns').innerText()).toBe('id+amount');
  await expect.poll(() => page.getByTestId('sent').innerText()).toContain('"title":"Orders of the quarter"');
  const sent = JSON.parse(await page.getByTestId('sent').innerText()) as unknown;
  expect(sent).toMatchObject({ format: 'xlsx', rows: 25, columns: ['id', 'amount'], from: { year: 2026, month: 10, date: 3 }, totals: false, notify: ['mail'] });
});

it('draws feedback, charts and other components without an error', async () => {
  await openRecord('Feedback');
  await page.getByText('All 200,000 rows are in the file.').waitFor();
  await screenshot('feedback');
  await page.getByRole('tab', { name: 'Charts' }).click();
  await page.getByRole('img', { name: 'Orders by month' }).waitFor();
  await screenshot('charts');

  expect(await journal()).toMatchObject({ errors: [], notImplemented: [] });
});

it('refuses what HubSpot refuses: own network calls, the DOM, and it names components it does not draw', async () => {
  await openRecord('Limits');

  await expect.poll(() => page.getByTestId('direct').innerText()).toBe('refused: Failed to fetch');
  expect(await page.getByTestId('dom').innerText()).toBe('undefined undefined undefined');
  expect(await page.getByTestId('limit').innerText()).toBe('number 3');
  await expect.poll(() => page.getByTestId('email').innerText()).toBe('maria.johnson@acme.example');
  await page.getByText('not implemented: CrmReport').waitFor();
  expect((await journal()).notImplemented).toEqual(['CrmReport']);
});

it('refuses raw HTML, and shows and records that the card failed', async () => {
  await openRecord('Limits');

  await page.getByRole('button', { name: 'Draw raw HTML' }).click();

  await page.getByRole('alert').getByText('This card failed to load').waitFor();
  expect((await journal()).errors).toContainEqual(expect.objectContaining({ card: 'showcase_tab', kind: 'render', message: expect.stringContaining('Unsupported component: div') }));
});

it('shows no cards but the way to install while the app is not installed', async () => {
  await portal.setInstalled(false);
  await page.goto(`${portal.origin}/contacts/${PORTAL_ID}/record/0-1/100`);

  await page.getByRole('link', { name: 'Install Fixture' }).waitFor();
  expect(await page.locator('[data-card]').count()).toBe(0);
  await page.goto(portal.origin);
  expect(await page.getByRole('link', { name: 'Install Fixture' }).getAttribute('href')).toBe(`${backend.origin}/oauth/install`);
  await screenshot('home');
  await portal.setInstalled(true);
});

it('signs the cards calls as the user chosen in the header', async () => {
  await openRecord();

  await page.getByRole('combobox', { name: 'Signed-in user' }).selectOption({ label: 'Ada Admin (admin)' });
  await page.getByText('Record 0-1 for Ada').waitFor();
  await page.getByRole('combobox', { name: 'Signed-in user' }).selectOption({ label: 'Sam Seller' });
  await page.getByText('Record 0-1 for Sam').waitFor();
});
