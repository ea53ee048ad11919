import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { downloadFile, openFilePage } from './support/file-page.ts';
import { installApp } from './support/install-app.ts';
import { letEverybodyExport } from './support/let-everybody-export.ts';
import { screenshot } from './support/screenshot.ts';
import { signInAs } from './support/sign-in-as.ts';
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

function list(): string {
  return `${journey.stack.portalUrl}/contacts/4711001/objects/0-1`;
}

describe('a salesperson in a list of contacts', () => {
  it('ticks three, opens the action and has a file of just these, by the unchanged bundle (B1)', async () => {
    await page.goto(list());
    for (const at of [1, 3, 5]) await page.getByRole('checkbox').nth(at).check();
    await page.getByRole('button', { name: 'Export with Siderail' }).click();
    await page.getByRole('heading', { name: '3 selected contacts' }).waitFor();
    await page.getByRole('button', { name: 'Export 3 records' }).click();
    await page.getByText('Complete: 3 of 3 rows').waitFor();

    await page.getByRole('button', { name: 'Get link' }).click();
    const filePage = await openFilePage(page.getByRole('link', { name: /^Download/ }));
    const file = await downloadFile(filePage);
    await filePage.close();

    expect(file.sha256).toBe(file.promisedSha256);
    expect(file.text.trim().split('\r\n')).toHaveLength(4);
    expect(await page.evaluate('window.__sandbox')).toMatchObject({ errors: [], notImplemented: [], cards: { bulk_export: 'rendered' } });
  });

  it('selects all 6,000 and their deals, sees number, size and time first, and the work goes on in the background (S0.3, S0.10)', async () => {
    await page.goto(`${list()}/action?action=bulk_export&first=6000`);
    await page.getByRole('heading', { name: '6,000 selected contacts' }).waitFor();
    await page.getByRole('button', { name: 'Export 6,000 records' }).waitFor();
    await page.getByText(/in the background/).waitFor();
    await screenshot(page, '41-bulk-action');

    await page.getByRole('button', { name: 'Export 6,000 records' }).click();
    await page.getByText('Complete: 6,000 of 6,000 rows').waitFor();
    await screenshot(page, '42-bulk-action-ready');
    expect(journey.problems).toEqual([]);
  });

  it('is told in German that nothing is selected', async () => {
    await signInAs(page, 'Greta Grün');
    await page.goto(`${list()}/action?action=bulk_export`);

    await page.getByText('Es ist kein Datensatz ausgewählt').waitFor();
  });
});
