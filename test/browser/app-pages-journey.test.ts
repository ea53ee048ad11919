import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installApp } from './support/install-app.ts';
import { letEverybodyExport } from './support/let-everybody-export.ts';
import { cardOn, chooseTable, exportButton, openAcme } from './support/record-page.ts';
import { screenshot } from './support/screenshot.ts';
import { startJourney, type Journey } from './support/start-journey.ts';

let journey: Journey;
let page: Page;

beforeAll(async () => {
  journey = await startJourney();
  page = journey.page;
  await installApp(page, journey.stack);
  await letEverybodyExport(journey.stack);
});
afterAll(async () => journey?.close());

describe('a salesperson away from the record', () => {
  it('sees every export on the app’s own page, running or ready, and goes from there to the proof of one (P1, S0.6, S0.26)', async () => {
    await openAcme(page);
    const tab = cardOn(page, 'record_tab');
    await chooseTable(tab, 'All contacts (whole account) · HubSpot', '6,000');
    await exportButton(tab).click();
    await tab.getByText('Export started').waitFor();

    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Siderail' }).click();
    await page.getByRole('heading', { name: 'My exports', level: 1 }).waitFor();
    await page.getByText('Complete: 6,000 of 6,000 rows').waitFor();
    await screenshot(page, '11-app-page-exports');

    await page.getByRole('link', { name: 'Details' }).click();
    await page.getByRole('heading', { name: 'All contacts', level: 1 }).waitFor();
    await page.getByTestId('proof').getByText('6,000').first().waitFor();
    await screenshot(page, '12-app-page-one-export');
    expect(await page.evaluate('window.__sandbox')).toMatchObject({ errors: [], notImplemented: [] });
    expect(new URL(page.url()).pathname).toMatch(/\/exports\/[0-9a-f-]{36}$/);
  });

  it('reads the pages in German when HubSpot says that this is their language, and nothing of a colleague’s export (T13)', async () => {
    await page.getByRole('combobox', { name: 'Signed-in user' }).selectOption({ label: 'Greta Grün' });
    await page.getByText('Was zu tun ist:').waitFor();

    await page.getByRole('link', { name: 'Meine Exporte' }).click();
    await page.getByText('Sie haben noch keine Exporte').first().waitFor();
    expect(journey.problems).toEqual([]);
  });
});
