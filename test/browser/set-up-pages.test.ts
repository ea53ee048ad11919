import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installApp } from './support/install-app.ts';
import { cardOn, exportButton, openAcme } from './support/record-page.ts';
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
    await screenshot(page, '33-usage');
    await page.getByRole('link', { name: 'Help' }).click();
    await page.getByTestId('step-cards').waitFor();
    await screenshot(page, '34-help');
    expect(await page.evaluate('window.__sandbox')).toMatchObject({ errors: [], notImplemented: [] });
  });

  it('finds a name on every control of every page, card and form, for whoever does not see them (S0.26)', async () => {
    await signInAs(page, 'Ada');
    const nameless: string[] = [];
    // A control whose name is empty stands without quotes behind its role.
    const look = async (where: string): Promise<void> => {
      const tree = await page.locator('body').ariaSnapshot();
      for (const line of tree.split('\n')) if (/^\s*- (button|link|textbox|searchbox|combobox|checkbox|radio|spinbutton|switch|tab|menuitem|progressbar)\b(?! ")/.test(line)) nameless.push(`${where}: ${line.trim()}`);
    };
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Siderail' }).click();
    await page.getByRole('link', { name: 'Templates', exact: true }).first().waitFor();
    await look('Exports');
    for (const name of ['Templates', 'Approvals', 'Activity', 'Connections', 'Destinations', 'Usage', 'My notices', 'Help']) {
      await page.getByRole('link', { name, exact: true }).first().click();
      await page.getByRole('heading', { name, level: 1 }).waitFor();
      for (const open of ['New template', 'Add a connection', 'Add a destination']) {
        const button = page.getByRole('button', { name: open, exact: true });
        if (await button.count() > 0) await button.first().click();
      }
      await look(name);
    }
    await openAcme(page);
    await exportButton(cardOn(page, 'record_tab')).waitFor();
    await look('record');
    for (const panel of ['Filters', 'Columns']) {
      await cardOn(page, 'record_tab').getByRole('button', { name: panel }).first().click();
      await page.getByRole('dialog').waitFor();
      await look(panel);
      await page.keyboard.press('Escape');
    }

    expect(nameless).toEqual([]);
  });
});
