import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installApp } from './support/install-app.ts';
import { cardOn, chooseTable, exportButton, openAcme } from './support/record-page.ts';
import { screenshot } from './support/screenshot.ts';
import { signInAs } from './support/sign-in-as.ts';
import { startJourney, type Journey } from './support/start-journey.ts';

let journey: Journey;
let page: Page;

beforeAll(async () => {
  journey = await startJourney();
  page = journey.page;
  await installApp(page, journey.stack);
});
afterAll(async () => journey?.close());

async function openSettings(): Promise<void> {
  await page.goto(journey.stack.portalUrl);
  await page.getByRole('link', { name: 'Settings' }).first().click();
}

describe('an admin in the settings', () => {
  it('masks a column with a rule, and a salesperson sees it masked at the next look (S0.16, T13)', async () => {
    await openSettings();
    await signInAs(page, 'Ada Admin (admin)');
    await page.getByTestId('rules').getByText('After approval').waitFor();

    await page.getByRole('combobox', { name: 'What it is about' }).selectOption({ label: 'Column' });
    await page.getByRole('combobox', { name: 'Which table' }).selectOption({ label: 'Every table of Business database' });
    await page.getByRole('textbox', { name: 'Which column' }).fill('number');
    await page.getByRole('combobox', { name: 'Which table' }).selectOption({ label: 'Orders · Business database' });
    await page.getByRole('combobox', { name: 'Which column' }).selectOption({ label: 'Status' });
    await page.getByRole('button', { name: 'Add rule' }).click();
    await page.getByTestId('rules').getByText('Masked (•••)').waitFor();
    await page.getByRole('spinbutton', { name: /^Exports of more rows/ }).fill('20000');
    await page.getByRole('textbox', { name: /^Mail only to/ }).fill('acme.example');
    await page.getByRole('combobox', { name: /^This HubSpot account is/ }).selectOption({ label: 'a test environment' });
    expect(await page.locator('.ui-button.is-primary, button.is-primary').count()).toBe(1);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Settings saved').waitFor();
    await page.getByTestId('environment-marker').waitFor();
    await page.evaluate('scrollTo(0, 0)');
    await screenshot(page, '20-settings');
    await page.getByTestId('disconnect-section').scrollIntoViewIfNeeded();
    await screenshot(page, '20-settings-account');

    await page.goto(journey.stack.portalUrl);
    await signInAs(page, 'Sam Seller');
    await openAcme(page);
    await cardOn(page, 'record_tab').getByRole('combobox', { name: 'Table' }).selectOption({ label: 'Orders · Business database' });
    await cardOn(page, 'record_tab').getByText('•••').first().waitFor();
  });

  it('is told before disconnecting what it means, and has to type the account’s number', async () => {
    await openSettings();
    await signInAs(page, 'Ada Admin (admin)');
    await page.getByRole('button', { name: 'Disconnect and delete …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('This cannot be undone.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Delete everything' }).isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('1');
    await dialog.getByRole('button', { name: 'Delete everything' }).click();
    await page.getByTestId('disconnect-error').getByText('Nothing was disconnected.').waitFor();
  });
});

describe('a salesperson in the settings', () => {
  it('reads by which rules they work and why they cannot change them, in their language', async () => {
    await openSettings();
    await signInAs(page, 'Sam Seller');
    await page.getByTestId('read-only').getByText('Only Siderail admins').waitFor();
    await page.getByTestId('rules').getByText('Column “Status”').waitFor();
    await page.getByTestId('rules').getByText('Orders · Business database, everywhere').waitFor();
    await page.getByTestId('rules').getByText('Masked (•••)').waitFor();
    expect(await page.getByRole('button', { name: 'Save changes' }).count()).toBe(0);

    await signInAs(page, 'Greta Grün');
    await page.getByTestId('read-only').getByText('Ändern dürfen sie nur die Siderail-Admins').waitFor();
    await screenshot(page, '21-settings-read-only-german');
  });
});

async function openPage(name: string): Promise<void> {
  await page.goto(journey.stack.portalUrl);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Siderail' }).click();
  await page.getByRole('link', { name, exact: true }).click();
}

describe('an export that waits for agreement', () => {
  it('is shown to whoever asked, who cannot decide it, and refused by an admin with a reason that the other reads (N7, D7)', async () => {
    await page.goto(journey.stack.portalUrl);
    await signInAs(page, 'Sam Seller');
    await openAcme(page);
    const tab = cardOn(page, 'record_tab');
    await chooseTable(tab, 'All contacts (whole account) · HubSpot', '6,000');
    await exportButton(tab).click();
    await tab.getByText('Waiting for approval').first().waitFor();
    await openPage('Approvals');
    await page.getByTestId('may-not-decide').waitFor();
    await page.getByText('Waiting', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);

    await signInAs(page, 'Ada Admin (admin)');
    await page.getByText('Asked for by sam.seller@acme.example').waitFor();
    await screenshot(page, '22-approvals');
    await page.getByRole('button', { name: 'Refuse …' }).click();
    expect(await page.getByRole('button', { name: 'Refuse', exact: true }).isDisabled()).toBe(true);
    await page.getByRole('textbox').last().fill('Ask for last month only.');
    await page.getByRole('button', { name: 'Refuse', exact: true }).click();
    await page.getByTestId('nothing-waits').waitFor();

    await signInAs(page, 'Sam Seller');
    await page.getByText('Refused by ada.admin@acme.example: Ask for last month only.').waitFor();
  });
});

describe('the activity of an account', () => {
  it('shows an admin who did what, filters, and gives the log as a file, which is logged itself (P4)', async () => {
    await openPage('Activity');
    await page.getByTestId('activity-error').waitFor();
    await signInAs(page, 'Ada Admin (admin)');
    await page.getByTestId('log').getByText('Export refused').first().waitFor();
    await page.getByTestId('log').getByText('Sam Seller').first().waitFor();
    await screenshot(page, '23-activity');

    await page.getByRole('combobox', { name: 'What' }).selectOption({ label: 'Settings' });
    await page.getByTestId('log').getByText('Export refused').waitFor({ state: 'detached' });
    await page.getByTestId('log').getByText('Settings changed').first().waitFor();
    await page.getByRole('button', { name: 'Export the log' }).click();
    const link = (await page.getByRole('link', { name: /^Download the log/ }).getAttribute('href')) ?? '';
    expect(await (await fetch(link)).text()).toContain('settings.changed,policy');
    await page.getByRole('combobox', { name: 'What' }).selectOption({ label: 'The log itself' });
    await page.getByTestId('log').getByText('Log exported').waitFor();
  });
});

describe('all of it', () => {
  it('went without an error in the browser', async () => {
    expect(await page.evaluate('window.__sandbox')).toMatchObject({ errors: [], notImplemented: [] });
    expect(journey.problems).toEqual([]);
  });
});
