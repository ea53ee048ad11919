import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { cardOn, cellsOf, chooseTable, expectCleanCards, openAcme, SOON } from './support/record-page.ts';
import { screenshot } from './support/screenshot.ts';
import { startJourney, type Journey } from './support/start-journey.ts';

let journey: Journey;
let page: Page;
let tab: Locator;
beforeAll(async () => {
  journey = await startJourney();
  page = journey.page;
  tab = cardOn(page, 'record_tab');
  await page.goto(journey.stack.portalUrl);
  await page.getByRole('link', { name: 'Install Siderail' }).click();
  await page.getByRole('button', { name: 'Connect app' }).click();
  await page.getByRole('heading', { name: 'Siderail is installed' }).waitFor();
  await page.goto(journey.stack.portalUrl);
});
afterAll(async () => journey?.close());
afterEach(() => expect(journey.problems).toEqual([]));

/** A colleague changes a record in HubSpot. */
async function changeInHubSpot(objectType: string, id: string, properties: Record<string, string>): Promise<void> {
  const response = await fetch(`${journey.stack.portalUrl}/__sandbox/hubspot/change`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ objectType, id, properties }),
  });
  expect(response.status).toBe(200);
}

it('learns in the open card that a colleague changed a row in HubSpot, without HubSpot being asked, and has it after Refresh (S0.14, S2.2)', async () => {
  await openAcme(page);
  await chooseTable(tab, 'Deals · HubSpot', '');
  await tab.getByTestId('data-table').waitFor();
  const dealId = (await tab.locator('[data-testid^="row-"]').first().getAttribute('data-testid'))?.slice('row-'.length) ?? '';
  const callsBefore = await hubspotCalls();
  expect(dealId).toMatch(/^\d+$/);

  await changeInHubSpot('deals', dealId, { dealname: 'Renamed by a colleague' });

  await tab.getByTestId('changed-hint').waitFor({ timeout: 60_000 });
  expect(await tab.getByTestId('changed-hint').innerText()).toMatch(/^Changed in HubSpot at \d\d:\d\d/);
  expect(await hubspotCalls()).toBe(callsBefore);
  expect(await cellsOf(tab, 'Deal name')).not.toContain('Renamed by a colleague');
  await screenshot(page, '16-changed-in-hubspot');

  await tab.getByTestId('changed-refresh').click();
  await expect.poll(async () => (await cellsOf(tab, 'Deal name')).includes('Renamed by a colleague'), SOON).toBe(true);
  expect(await tab.getByTestId('changed-hint').count()).toBe(0);
  await expectCleanCards(page);
}, 180_000);

async function hubspotCalls(): Promise<number> {
  const stats = (await (await fetch(`${journey.stack.portalUrl}/__sandbox/hubspot/stats`)).json()) as { portals: Record<string, { calls: number }> };
  return Object.values(stats.portals).reduce((sum, { calls }) => sum + calls, 0);
}
