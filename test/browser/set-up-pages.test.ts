import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installApp } from './support/install-app.ts';
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
});
