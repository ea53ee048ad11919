import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installApp } from './support/install-app.ts';
import { cardOn, exportButton, openAcme } from './support/record-page.ts';
import { askAs } from './support/sandbox-control.ts';
import { screenshot } from './support/screenshot.ts';
import { signInAs } from './support/sign-in-as.ts';
import { startJourney, type Journey } from './support/start-journey.ts';

const ADA = 502;

let journey: Journey;
let page: Page;

beforeAll(async () => {
  journey = await startJourney();
  page = journey.page;
  await installApp(page, journey.stack);
});
afterAll(async () => journey?.close());

describe('an admin on the app’s own pages', () => {
  it('tests a connection, switches it off and on, and sees what the account uses and what is still to do (P3, P5, P7)', async () => {
    await signInAs(page, 'Ada');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Siderail' }).click();
    await page.getByRole('link', { name: 'Connections' }).click();
    await page.getByRole('heading', { name: 'Connections', level: 1 }).waitFor();

    await page.getByRole('button', { name: 'Test', exact: true }).first().click();
    await page.getByTestId('tested').waitFor();
    await screenshot(page, '31-connections');
    await page.getByRole('button', { name: 'Switch off' }).click();
    await page.getByText('Switched off since').waitFor();
    await page.getByRole('button', { name: 'Switch on' }).click();
    await page.getByRole('button', { name: 'Switch off' }).waitFor();
    await page.getByRole('button', { name: 'Add a connection' }).click();
    await page.getByRole('button', { name: 'Test and choose tables' }).waitFor();
    await screenshot(page, '32-add-connection');

    await page.getByRole('link', { name: 'Usage' }).click();
    await page.getByText('Space for files').first().waitFor();
    await page.getByRole('link', { name: 'Help' }).click();
    await page.getByTestId('step-cards').waitFor();
    await screenshot(page, '34-help');
    expect(await page.evaluate('window.__sandbox')).toMatchObject({ errors: [], notImplemented: [] });
  });

  it('takes a table away, changes another and adds a third on a connection that is there, and reads before who uses them (P3, S1.1)', async () => {
    await makeGretaAdmin();
    await page.goto(journey.stack.portalUrl);
    await signInAs(page, 'Ada');
    await openConnections();
    const acme = { objectTypeId: '0-2', objectId: '1' };
    await askAs(journey.stack, ADA, 'save-template', { name: 'Orders', shared: true, from: { kind: 'definition', definition: { query: { record: acme, tableId: 'business-database:orders@portal', columns: ['id', 'number'], filters: [] }, format: 'csv' } } });
    await page.getByRole('button', { name: 'Edit tables' }).click();
    await page.getByRole('button', { name: 'Change “Orders”' }).click();
    await page.getByRole('combobox', { name: 'By a table in between' }).first().waitFor();
    await page.getByRole('textbox', { name: /^Title on the card/ }).first().fill('Sales orders');
    const compared = page.getByRole('combobox', { name: 'Column with the record’s value' }).first();
    await compared.selectOption({ label: 'name' });
    await page.getByTestId('uses-orders').waitFor();
    await page.getByTestId('table-orders').scrollIntoViewIfNeeded();
    await screenshot(page, '70-edit-tables');
    await compared.selectOption({ label: 'domain' });
    await page.getByTestId('uses-orders').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Done with “Sales orders”' }).click();
    await page.getByRole('button', { name: 'Take “Payments” away' }).click();
    await page.getByRole('button', { name: 'Keep “Payments”' }).waitFor();
    await page.getByRole('combobox', { name: 'Table to show' }).last().selectOption({ label: 'erp.customers' });
    await page.getByRole('button', { name: 'Take this table' }).click();
    await page.getByTestId('table-new-1').scrollIntoViewIfNeeded();
    await screenshot(page, '71-tables-before-saving');
    await page.getByRole('button', { name: 'Save the tables' }).click();
    await page.getByRole('button', { name: 'Edit tables' }).waitFor();
    await page.getByRole('cell', { name: 'Sales orders' }).waitFor();
    expect(await page.getByRole('cell', { name: 'Payments', exact: true }).count()).toBe(0);

    await signInAs(page, 'Greta');
    await openConnections();
    await page.getByRole('button', { name: 'Tabellen bearbeiten' }).click();
    await page.getByRole('button', { name: '„Sales orders“ wegnehmen' }).click();
    await page.getByTestId('uses-orders').scrollIntoViewIfNeeded();
    await screenshot(page, '72-edit-tables-german');
    await page.getByRole('button', { name: 'Abbrechen' }).last().click();
    expect(await page.evaluate('window.__sandbox')).toMatchObject({ errors: [], notImplemented: [] });
  });

  it.each([['English', 'Ada'], ['German', 'Greta']])('finds a name on every control of every page, card, panel and form in %s, for whoever does not see them (S0.26)', async (_language, who) => {
    await makeGretaAdmin();
    await page.goto(journey.stack.portalUrl);
    await signInAs(page, who);

    const nameless = await lookAtPages();
    await page.getByRole('link', { name: 'Home' }).click();
    await page.getByRole('link', { name: 'Settings', exact: true }).first().click();
    await page.getByTestId('save-settings').waitFor();
    nameless.push(...(await look('settings')));
    await page.getByTestId('disconnect').click();
    await page.getByTestId('disconnect-yes').waitFor();
    nameless.push(...(await look('disconnect')));
    nameless.push(...(await lookAtCards()));

    expect(nameless).toEqual([]);
    if (who === 'Ada') await takeUsage();
  }, 120_000);
});

async function openConnections(): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Siderail' }).click();
  await page.getByTestId('section-connections').click();
  await page.getByTestId('section-connections').and(page.locator(':not(a)')).waitFor();
}

/** The page of usage when there is some. */
async function takeUsage(): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Siderail' }).click();
  await page.getByTestId('section-usage').click();
  await page.getByTestId('usage-areas').waitFor();
  await screenshot(page, '33-usage');
}

const CONTROL = /^\s*- (button|link|textbox|searchbox|combobox|checkbox|radio|spinbutton|switch|tab|menuitem|progressbar|option|slider)\b(?! ")/;
const SECTIONS = ['exports', 'templates', 'approvals', 'activity', 'connections', 'destinations', 'usage', 'notices', 'help'] as const;
const FORMS = ['new-template', 'add-connection', 'add-destination'] as const;

/** The controls on screen that have no name: theirs stands without quotes behind the role. */
async function look(where: string): Promise<string[]> {
  const tree = await page.locator('body').ariaSnapshot();
  return tree.split('\n').filter((line) => CONTROL.test(line)).map((line) => `${where}: ${line.trim()}`);
}

async function lookAtPages(): Promise<string[]> {
  const nameless: string[] = [];
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Siderail' }).click();
  for (const section of SECTIONS) {
    const link = page.getByTestId(`section-${section}`);
    await link.click();
    await page.locator(`[data-testid=section-${section}]:not(a)`).waitFor();
    await page.locator('.ui-spinner').first().waitFor({ state: 'detached' });
    for (const form of FORMS) {
      const button = page.getByTestId(form);
      if (section === form.replace(/^(new|add)-/, '').concat('s')) await button.click();
    }
    nameless.push(...(await look(section)));
    if (section !== 'connections') continue;
    await page.getByTestId(/^tables-/).first().click();
    await page.getByTestId(/^change-/).first().click();
    await page.getByTestId('add-link').waitFor();
    nameless.push(...(await look('edit tables')));
  }
  return nameless;
}

/** Columns are asked for anew, and the panel stays as it is meanwhile (S2.16). */
async function lookForColumns(): Promise<void> {
  const listed = page.waitForRequest((request) => request.url().endsWith('/portal/fetch') && (request.postData() ?? '').includes('anew'));
  await page.getByTestId('look-for-columns').click();
  await listed;
  await expect.poll(() => page.getByTestId('look-for-columns').isEnabled(), { timeout: 20_000 }).toBe(true);
  await screenshot(page, '66-columns');
}

/** The record’s two cards with their panels and menus, the preview panel’s and the help desk’s. */
async function lookAtCards(): Promise<string[]> {
  const nameless: string[] = [];
  await page.goto(journey.stack.portalUrl);
  await openAcme(page);
  const acmeId = /record\/0-2\/(\d+)/.exec(page.url())![1]!;
  const tab = cardOn(page, 'record_tab');
  await exportButton(tab).waitFor();
  await tab.getByTestId('file-options').getByRole('button').click();
  await tab.getByTestId('separator-select').waitFor();
  nameless.push(...(await look('record')));
  for (const panel of ['open-filters', 'open-columns', 'open-joined']) {
    await tab.getByTestId(panel).click();
    await page.getByRole('dialog').waitFor();
    nameless.push(...(await look(panel)));
    if (panel === 'open-columns') await lookForColumns();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  await tab.getByTestId('my-exports').getByRole('button').first().click();
  await tab.locator('tbody tr').first().getByRole('button').first().click();
  await page.getByRole('menuitem').first().waitFor();
  nameless.push(...(await look('menu of a row')));

  await page.goto(`${journey.stack.portalUrl}/contacts/4711001/preview/0-2/${acmeId}`);
  await page.locator('[data-card=record_preview]').getByTestId('data-table').waitFor();
  nameless.push(...(await look('preview panel')));
  await page.goto(`${journey.stack.portalUrl}/help-desk/4711001/ticket/${await ticketOf(acmeId)}`);
  await page.locator('[data-card=help_desk]').getByTestId('data-table').waitFor();
  nameless.push(...(await look('help desk')));
  return nameless;
}

async function ticketOf(companyId: string): Promise<string> {
  const query = { record: { objectTypeId: '0-2', objectId: companyId }, tableId: 'hubspot:tickets@record', columns: [], filters: [] };
  const { data } = (await askAs(journey.stack, ADA, 'view-table', { query, pageSize: 1 })) as { readonly data: { readonly rows: readonly { readonly key: string }[] } };
  return data.rows[0]!.key;
}

/** Whoever reads German sees the forms of admins then, too. */
async function makeGretaAdmin(): Promise<void> {
  const { data: { policy, version } } = (await askAs(journey.stack, ADA, 'get-settings', {})) as { readonly data: { readonly policy: object; readonly version: number } };
  await askAs(journey.stack, ADA, 'save-settings', { policy: { ...policy, admins: [{ userId: '503', email: 'greta.gruen@acme.example' }] }, version });
}
