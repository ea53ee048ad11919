import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installApp } from './support/install-app.ts';
import { letEverybodyExport } from './support/let-everybody-export.ts';
import { cardOn, chooseTable, exportButton, openAcme, SOON } from './support/record-page.ts';
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

  it('saves an export as a template, runs it every Monday, and once more now (P2, S0.3)', async () => {
    await page.getByRole('button', { name: 'Save as template' }).click();
    await page.getByRole('textbox', { name: 'Name of the template' }).fill('Contacts for Mondays');
    await page.getByRole('button', { name: 'Save as template' }).click();
    await page.getByText('Contacts for Mondays is saved').waitFor();
    await page.getByRole('link', { name: 'Templates' }).click();
    await page.getByRole('heading', { name: 'Contacts for Mondays' }).waitFor();

    await page.getByRole('button', { name: 'Schedule', exact: true }).click();
    const daily = await page.getByTestId('next-runs').innerText();
    await page.getByRole('combobox', { name: 'How often' }).selectOption({ label: 'Weekly' });
    await expect.poll(() => page.getByTestId('next-runs').innerText(), SOON).not.toBe(daily);
    await screenshot(page, '35-schedule');
    await page.getByRole('button', { name: 'Save schedule' }).click();
    await page.getByText('Next, in your time:').waitFor();
    await page.getByRole('button', { name: 'Run now' }).click();
    await page.getByText('Contacts for Mondays has started').waitFor();
    await screenshot(page, '36-templates');
    await page.getByRole('link', { name: 'Exports', exact: true }).click();
    await page.getByText('Complete: 6,000 of 6,000 rows').nth(1).waitFor();
  });

  it('reads the pages in German when HubSpot says that this is their language, and nothing of a colleague’s export (T13)', async () => {
    await page.getByRole('link', { name: 'Details' }).first().click();
    await page.getByTestId('proof').waitFor();
    await page.getByRole('combobox', { name: 'Signed-in user' }).selectOption({ label: 'Greta Grün' });
    await page.getByText('Was zu tun ist:').waitFor();

    await page.getByRole('link', { name: 'Meine Exporte' }).click();
    await page.getByText('Sie haben noch keine Exporte').first().waitFor();
    expect(journey.problems).toEqual([]);
  });
});
