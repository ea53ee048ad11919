import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { downloadFile, openFilePage } from './support/file-page.ts';
import { installApp } from './support/install-app.ts';
import { letEverybodyExport } from './support/let-everybody-export.ts';
import { cardOn, chooseTable, exportButton, openAcme, SOON } from './support/record-page.ts';
import { askAs } from './support/sandbox-control.ts';
import { screenshot } from './support/screenshot.ts';
import { signInAs } from './support/sign-in-as.ts';
import { startJourney, type Journey } from './support/start-journey.ts';

const GRETA = 503;
const NOTE = 'For Monday’s meeting: please look at the open deals.';

let journey: Journey;
let page: Page;
beforeAll(async () => {
  journey = await startJourney();
  page = journey.page;
  await installApp(page, journey.stack);
  await letEverybodyExport(journey.stack);
  expect(await askAs(journey.stack, GRETA, 'save-mail-wishes', { quietMinutes: 0, language: 'de', timeZone: 'Europe/Berlin' })).toMatchObject({ ok: true });
});
afterAll(async () => journey?.close());

const toMyExports = (): Promise<void> => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Siderail' }).click();
/** It may still be on its way: the list is read anew until it is there. */
async function openMail(subject: string): Promise<void> {
  const link = page.getByRole('link', { name: subject });
  await expect.poll(async () => {
    if ((await link.count()) > 0) return true;
    await page.reload();
    return false;
  }, SOON).toBe(true);
  await link.first().click();
}
const sound = async (): Promise<void> => expect(await page.evaluate('window.__sandbox')).toMatchObject({ errors: [], notImplemented: [] });

describe('two colleagues and one file (P1)', () => {
  it('is shared from the inbox with a colleague who was looked for by name, and a sentence', async () => {
    await openAcme(page);
    const tab = cardOn(page, 'record_tab');
    await chooseTable(tab, 'All companies (whole account) · HubSpot', '600');
    await exportButton(tab).click();
    await tab.getByText('Complete: 600 of 600 rows').waitFor();
    await toMyExports();
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    const panel = page.getByRole('dialog');
    await panel.getByRole('searchbox', { name: 'Look for a colleague' }).fill('Grün');
    const colleague = panel.getByRole('combobox', { name: 'Colleague' });
    await colleague.locator('option', { hasText: 'Greta Grün' }).waitFor({ state: 'attached' });
    await colleague.selectOption({ label: 'Greta Grün (greta.gruen@acme.example)' });
    await panel.getByRole('textbox', { name: 'A sentence to go with it' }).fill(NOTE);
    await screenshot(page, '66-share');
    await panel.getByRole('button', { name: 'Share', exact: true }).click();

    await panel.getByText('not opened yet').waitFor();
    await screenshot(page, '67-shared-with');
    await sound();
  });

  it('comes to the colleague as a German mail and as “Geteilt von Sam Seller” in her own list, and the file behind her link is whole', async () => {
    await page.getByRole('link', { name: 'Mail inbox' }).click();
    await openMail('Sam Seller teilt eine Datei mit Ihnen: All companies');
    const mail = page.frameLocator('iframe[title="Message as HTML"]');
    await mail.getByText(`Sam Seller schreibt: „${NOTE}“`).waitFor();
    await screenshot(page, '69-share-mail-german');
    await toMyExports();
    await signInAs(page, 'Greta');
    await page.getByRole('heading', { name: 'Meine Exporte', level: 1 }).waitFor();
    await page.getByText('Geteilt von Sam Seller').waitFor();
    await page.getByText(NOTE).waitFor();
    await page.getByRole('button', { name: 'Link holen' }).click();
    const link = page.getByRole('link', { name: /herunterladen/ });
    await link.waitFor();
    await screenshot(page, '68-shared-by-german');
    const filePage = await openFilePage(link);
    const file = await downloadFile(filePage);
    expect([file.sha256, file.text.trimEnd().split('\n').length]).toEqual([file.promisedSha256, 601]);
    await filePage.close();
    await sound();
  });

  it('is over for her when it is stopped', async () => {
    await signInAs(page, 'Sam');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    const panel = page.getByRole('dialog');
    await panel.getByText('downloaded once').waitFor();
    await panel.getByRole('button', { name: 'Stop sharing' }).click();
    await panel.getByText('Shared with', { exact: true }).waitFor({ state: 'detached' });

    await signInAs(page, 'Greta');
    await page.getByText('Sie haben noch keine Exporte').first().waitFor();
    expect(await page.getByText('Geteilt von Sam Seller').count()).toBe(0);
    await sound();
    expect(journey.problems).toEqual([]);
  });
});
