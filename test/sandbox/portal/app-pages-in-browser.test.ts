import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { readJournal, startPortalBrowser, type PortalBrowser } from './support/start-portal-browser.ts';
import { PORTAL_ID } from './support/start-test-portal.ts';

const APP = `/app/${PORTAL_ID}/990001`;
const SETTINGS = `/integrations-settings/${PORTAL_ID}/installed/framework/990001/app-settings`;

let browser: PortalBrowser;
let page: Page;

beforeAll(async () => {
  browser = await startPortalBrowser();
});
afterAll(async () => browser?.close());
beforeEach(async () => {
  await page?.close();
  page = await browser.newPage();
});

async function open(path: string): Promise<void> {
  await page.goto(`${browser.portal.origin}${path}`);
}

it('shows the app’s own pages in the frame of the portal: title, crumbs, header actions', async () => {
  await open(APP);

  await page.getByRole('heading', { name: 'All exports', level: 1 }).waitFor();
  expect(await page.title()).toBe('All exports | Sandbox portal');
  await page.getByRole('link', { name: 'New export' }).waitFor();
  expect(await readJournal(page)).toMatchObject({ errors: [], notImplemented: [], cards: { showcase_pages: 'rendered' } });
});

it('goes from page to page without starting the app anew, and back with the browser’s button', async () => {
  await open(APP);
  await page.getByRole('button', { name: 'Count' }).click();
  await page.getByText('Counted 1').waitFor();

  await page.getByRole('link', { name: 'Export A B' }).click();
  await page.getByRole('heading', { name: 'One export', level: 1 }).waitFor();
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(`${APP}/exports/a%20b?tab=proof`);
  expect(await page.getByTestId('route').innerText()).toBe('/exports/a b {"id":"a b","tab":"proof"}');
  await page.getByText('Counted 1').waitFor();

  await page.goBack();
  await page.getByRole('heading', { name: 'All exports', level: 1 }).waitFor();
  await page.goForward();
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Exports' }).click();
  await page.getByRole('heading', { name: 'All exports', level: 1 }).waitFor();
});

it('opens the page a link in a mail leads to', async () => {
  await open(`${APP}/exports/42?tab=rows`);

  await expect.poll(() => page.getByTestId('route').innerText()).toBe('/exports/42 {"id":"42","tab":"rows"}');
});

it('answers a path the app has no page for, another app and another portal', async () => {
  await open(`${APP}/nowhere`);
  await page.getByText('This app page does not exist.').waitFor();

  for (const path of [`/app/${PORTAL_ID}/1`, `/app/1/990001`, SETTINGS.replace('990001', '1')]) {
    const answer = await page.goto(`${browser.portal.origin}${path}`);
    expect(answer?.status()).toBe(404);
  }
});

it('shows the settings page, which has no record and only the actions HubSpot gives it there', async () => {
  await open(SETTINGS);

  await page.getByRole('heading', { name: 'Fixture settings', level: 1 }).waitFor();
  await expect.poll(() => page.getByTestId('about').innerText()).toBe('settings, record undefined, addAlert closeOverlay copyTextToClipboard navigateToPage openIframeModal reloadPage');

  await page.getByRole('button', { name: 'Go to export 7' }).click();
  await page.getByRole('heading', { name: 'One export', level: 1 }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`${APP}/exports/7`);
});

it('shows cards of the preview panel and of the help desk where HubSpot does', async () => {
  await open(`/contacts/${PORTAL_ID}/preview/0-1/100`);
  await page.getByRole('complementary', { name: 'Preview of Maria Johnson' }).getByText('Record 0-1 for Sam').waitFor();
  expect(await page.locator('[data-card]').count()).toBe(1);

  await open(`/help-desk/${PORTAL_ID}/ticket/500`);
  await page.getByRole('complementary', { name: 'Sidebar' }).getByText('Record 0-5 for Sam').waitFor();
});

it('shows neither pages nor settings while the app is not installed', async () => {
  await browser.portal.setInstalled(false);

  for (const path of [APP, SETTINGS]) {
    const answer = await page.goto(`${browser.portal.origin}${path}`);
    expect(answer?.status()).toBe(404);
    await page.getByText('is not installed in this portal').waitFor();
  }
  await browser.portal.setInstalled(true);
});
