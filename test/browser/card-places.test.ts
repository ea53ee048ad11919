import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answerCards } from './support/answer-cards.ts';
import { CARD_STATES } from './support/card-states.ts';
import { installApp } from './support/install-app.ts';
import { LONG_TITLES } from './support/long-titles.ts';
import { cardOn, chooseTable, findRecord, openAcme, SOON } from './support/record-page.ts';
import { setHubSpot } from './support/sandbox-control.ts';
import { screenshot } from './support/screenshot.ts';
import { startJourney, type Journey } from './support/start-journey.ts';

let journey: Journey;
let page: Page;
let tab: Locator;
let acmeId: string;
let ticketId: string;

beforeAll(async () => {
  journey = await startJourney();
  page = journey.page;
  tab = cardOn(page, 'record_tab');
  await installApp(page, journey.stack);
});
afterAll(async () => journey?.close());
afterEach(() => expect(journey.problems).toEqual([]));

/** The one card of the page drew all it has, and nothing went wrong in it. */
async function expectCleanCard(name: string): Promise<void> {
  await expect.poll(async () => page.evaluate('window.__sandbox'), SOON).toMatchObject({ errors: [], notImplemented: [], cards: { [name]: 'rendered' } });
}

/** The tags of a card that are wider than their place, or end beyond the right edge of what they stand in. */
async function pushedOut(shown: Page, which: string): Promise<string[]> {
  return shown.locator(`[data-card=${which}] .ui-status`).evaluateAll((tags) => tags.filter((tag) => {
    const { right } = tag.getBoundingClientRect();
    for (let around = tag.parentElement; around !== null; around = around.parentElement) {
      if (right > around.getBoundingClientRect().right + 0.5) return true;
      if (around.hasAttribute('data-card')) return false;
    }
    return true;
  }).map((tag) => tag.textContent));
}

describe('a salesperson', () => {
  it('adds up a table, takes its rows by mail and goes to a row’s own page, from the card (S0.22, C2)', async () => {
    await openAcme(page);
    acmeId = /record\/0-2\/(\d+)/.exec(page.url())![1]!;
    await chooseTable(tab, 'Deals · HubSpot', '');
    await tab.getByTestId('data-table').waitFor();

    await tab.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Totals' }).click();
    await page.getByText(/\d+ rows · Amount /).waitFor();

    await tab.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'E-mail me these rows' }).click();
    await page.getByRole('dialog', { name: 'E-mail me these rows' }).getByRole('button', { name: 'Go ahead' }).click();
    await page.getByText(/ rows sent to sam\.seller@acme\.example\.$/).waitFor();

    await tab.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Copy rows on screen' }).click();
    await page.getByText(/a spreadsheet takes them as cells/).waitFor();
    expect(((await page.evaluate('navigator.clipboard.readText()')) as string).split('\n')[0]).toContain('\t');

    await tab.locator('tbody tr').first().getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Open in HubSpot' }).click();
    await tab.getByTestId('action-link').waitFor();
    expect(await tab.getByTestId('action-link').getAttribute('href')).toMatch(/\/contacts\/4711001\/record\/0-3\/\d+$/);
    await screenshot(page, '20-quick-actions');
  }, 120_000);

  it('puts the line items of each deal into the same file, only those of a kind, and knows each sheet’s rows, size and time first (D5, S0.3, S0.10)', async () => {
    await chooseTable(tab, 'Deals · HubSpot', '');
    await tab.getByTestId('data-table').waitFor();
    await tab.getByRole('button', { name: 'Add tables' }).click();
    const panel = page.getByRole('dialog', { name: 'More tables in the file' });
    await panel.getByRole('button', { name: 'Tables to add' }).click();
    await panel.getByRole('option', { name: 'Line items of each row' }).click();
    await panel.getByText('They go into the same file').click();
    await panel.getByRole('button', { name: 'Add a filter: Line items of each row' }).press('Enter');
    await panel.getByLabel('Column', { exact: true }).selectOption({ label: 'Quantity' });
    await panel.getByLabel('Condition').selectOption({ label: 'is more than' });
    expect(await panel.locator('button.is-primary').allInnerTexts()).toEqual(['Add to the file']);
    await panel.getByRole('button', { name: 'Add to the file' }).press('Enter');
    await panel.getByText('Fill in a value, or remove this filter.').waitFor();
    await panel.getByLabel('Value').fill('3');
    await panel.getByLabel('Value').press('Tab');
    await screenshot(page, '57-add-tables');
    await panel.getByRole('button', { name: 'Add to the file' }).press('Enter');

    await tab.getByText('In the same workbook: Line items of each row (1 filter)').waitFor();
    await tab.getByTestId('joined-estimate-total').waitFor();
    expect(await tab.getByTestId('joined-estimate-1').innerText()).toMatch(/^Line items\s+\d+\s+about \d+ KB\s+(under 1 s|about \d+ s)$/);
    expect(await tab.locator('button.is-primary').count()).toBe(1);
    await screenshot(page, '58-joined-estimate');
    await tab.getByTestId('export-button').click();
    await tab.getByText('Your file is ready').waitFor();
    await expectCleanCard('record_tab');
  }, 60_000);

  it('meets a company that the business database calls otherwise, says which customer it is, sees its orders, and takes it back (C3, S4.15)', async () => {
    await findRecord(page, 'company-1.example', 'Northwind Traders');
    await tab.getByRole('combobox', { name: 'Table' }).selectOption({ label: 'Orders · Business database' });
    await tab.getByTestId('match-2').filter({ hasText: 'Very likely' }).waitFor();
    expect(await tab.getByTestId('match-why-2').innerText()).toBe('Same digits in the number, same name');
    expect(await tab.locator('button.is-primary').allInnerTexts()).toEqual(['Link']);
    await screenshot(page, '44-match');

    await tab.getByTestId('match-refuse-3').click();
    await tab.getByText('1 was called not the same.').waitFor();
    await tab.getByTestId('match-link-2').click();
    await tab.getByTestId('data-table').waitFor();
    await tab.getByTestId('match-line').filter({ hasText: 'Linked by ID.' }).waitFor();
    expect(await tab.locator('button.is-primary').count()).toBe(1);

    await tab.getByTestId('match-toggle').click();
    await tab.getByTestId('match-linked').filter({ hasText: 'Linked to Northwind Traders · Business database' }).waitFor();
    await tab.getByTestId('match-unlink').click();
    await tab.getByLabel('Why is it not the same?').fill('They are two companies');
    await screenshot(page, '45-linked');
    await tab.getByTestId('match-unlink-yes').click();
    await tab.getByTestId('match-4').waitFor();
    expect(await tab.getByTestId('match-2').count()).toBe(0);
    await tab.getByTestId('match-reconsider').click();
    await tab.getByTestId('match-2').waitFor();
    await expectCleanCard('record_tab');
  }, 120_000);

  it('reads the tables in the preview panel of a list, and nothing there changes or takes away anything (C4)', async () => {
    await page.goto(`${journey.stack.portalUrl}/contacts/4711001/preview/0-2/${acmeId}`);
    const card = page.locator('[data-card=record_preview]');
    await card.getByTestId('data-table').waitFor();

    await card.getByTestId('read-only').waitFor();
    expect(await card.getByRole('button', { name: /Export|Get \d|note|E-mail/ }).count()).toBe(0);
    await expectCleanCard('record_preview');
    await card.getByTestId('read-only').scrollIntoViewIfNeeded();
    await screenshot(page, '21-preview-panel');
  }, 60_000);

  it('reads the tables beside a ticket’s conversation in the help desk (C4)', async () => {
    await page.goto(`${journey.stack.portalUrl}/contacts/4711001/record/0-2/${acmeId}`);
    await chooseTable(tab, 'Tickets · HubSpot', '');
    await tab.getByTestId('data-table').waitFor();
    ticketId = (await tab.locator('[data-testid^="row-"]').first().getAttribute('data-testid'))!.slice('row-'.length);

    await page.goto(`${journey.stack.portalUrl}/help-desk/4711001/ticket/${ticketId}`);
    const card = page.locator('[data-card=help_desk]');
    await card.getByTestId('data-table').waitFor();

    await expectCleanCard('help_desk');
    await screenshot(page, '22-help-desk');
  }, 60_000);
});

describe('whatever keeps a card from showing rows', () => {
  afterAll(() => page.unroute('**/portal/fetch'));

  it.each(CARD_STATES)('says on every card what happened, what it means and what to do, fits in, and has at most one primary button: $name (F14, C1, C2, C3, C4, S0.20)', async ({ name, answers, refreshed, at, says }) => {
    const pages = [
      { path: `/contacts/4711001/record/0-2/${acmeId}`, cards: ['record_tab', 'record_sidebar'] },
      { path: `/help-desk/4711001/ticket/${ticketId}`, cards: ['help_desk'] },
      // The same component as the help desk's: looked at when pictures are taken.
      ...(process.env['SCREENSHOTS'] === '1' ? [{ path: `/contacts/4711001/preview/0-2/${acmeId}`, cards: ['record_preview'] }] : []),
    ];
    for (const { path, cards } of pages) {
      await answerCards(page, refreshed ? {} : answers);
      await page.goto(`${journey.stack.portalUrl}${path}`);
      if (refreshed) {
        for (const which of cards) await page.locator(`[data-card=${which}]`).getByTestId('data-table').waitFor();
        await answerCards(page, answers);
        for (const which of cards) await page.locator(`[data-card=${which}]`).getByRole('button', { name: 'Refresh' }).first().click();
      }
      for (const which of cards) {
        const card = page.locator(`[data-card=${which}]`);
        await card.getByTestId(at).waitFor();
        const text = await card.innerText();
        for (const words of says) expect(text, which).toContain(words);
        if (refreshed) expect(text, which).toContain('What you see below is from before.');
        expect(await card.locator('button.is-primary').count(), which).toBeLessThanOrEqual(1);
        expect(await card.evaluate((element) => element.scrollWidth - element.clientWidth), `${which} is cut off`).toBeLessThanOrEqual(1);
        expect(await pushedOut(page, which), which).toEqual([]);
      }
      expect(await page.evaluate('window.__sandbox')).toMatchObject({ errors: [], notImplemented: [] });
      await page.locator(`[data-card=${cards[0]}]`).evaluate((element) => element.scrollIntoView({ block: 'nearest' }));
      await screenshot(page, `states/${name}-${cards[0]!.replace('record_tab', 'record')}`);
    }
  }, 60_000);
});

describe('a title of any length', () => {
  afterAll(() => page.unroute('**/portal/fetch'));

  it('leaves its tag inside the card, in the tab and in the sidebar (C1, C2)', async () => {
    await answerCards(page, { 'list-jobs': () => ({ ok: true, data: { jobs: [...LONG_TITLES] } }) });
    await page.goto(`${journey.stack.portalUrl}/contacts/4711001/record/0-2/${acmeId}`);
    await page.locator('[data-card=record_sidebar]').getByTestId(`job-state-${LONG_TITLES[2]!.id}`).waitFor();
    // One of them still waits, so the tab opens its list by itself.
    await tab.getByTestId(`job-state-${LONG_TITLES[2]!.id}`).waitFor();

    for (const which of ['record_tab', 'record_sidebar']) {
      const tags = page.locator(`[data-card=${which}]`).locator('.ui-status');
      expect(await tags.count(), which).toBe(LONG_TITLES.length);
      expect(await pushedOut(page, which), which).toEqual([]);
      // A word that is longer than its place goes on in the next line, not under the tag.
      const wide = await page.locator(`[data-card=${which}] .ui-text`).evaluateAll((texts) => texts.filter((text) => text.clientWidth > 0 && text.scrollWidth > text.clientWidth + 1).map((text) => text.textContent));
      expect(wide, which).toEqual([]);
    }
    await page.locator('[data-card=record_sidebar]').getByText('My exports').scrollIntoViewIfNeeded();
    await screenshot(page, '73-long-titles');
  }, 60_000);
});

describe('a colleague who reads German', () => {
  it('has the cards in German, and reads there that somebody has to approve the whole account’s table (S0.27, T17)', async () => {
    await page.goto(`${journey.stack.portalUrl}/contacts/4711001/record/0-2/${acmeId}`);
    await page.getByRole('combobox', { name: 'Signed-in user' }).selectOption({ label: 'Greta Grün' });
    await tab.getByRole('button', { name: 'Weitere Aktionen' }).waitFor();

    await tab.getByRole('combobox', { name: 'Tabelle' }).selectOption({ label: 'All contacts (gesamtes Konto) · HubSpot' });
    await tab.getByText('Exporte dieser Tabelle müssen in Ihrem HubSpot-Konto freigegeben werden.').waitFor();

    await tab.getByTestId('data-table').waitFor();
    await tab.getByTestId('export-button').filter({ hasText: '6.000 Zeilen' }).waitFor();
    await screenshot(page, '23-german');
  }, 60_000);

  it('reads in German that HubSpot is busy, and what helps, when the account’s allowance is used up (F6)', async () => {
    await setHubSpot(journey.stack, { faults: [{ match: { method: 'GET', path: '^/crm/objects/' }, then: { status: 429, body: { status: 'error', policyName: 'TEN_SECONDLY_ROLLING', message: 'slow' } } }] });
    try {
      await tab.getByRole('button', { name: 'Aktualisieren' }).first().click();
      const failed = tab.getByTestId('rows-error');
      await failed.waitFor();

      expect(await failed.innerText()).toContain('HubSpot ist ausgelastet');
      expect(await failed.innerText()).toContain('Was zu tun ist: ');
      await tab.getByText('Was darunter steht, ist von vorher.').waitFor();
      await screenshot(page, '24-over-budget');
    } finally {
      await setHubSpot(journey.stack, { faults: [] });
    }
  }, 60_000);

  it('adds tables with filters in German (S0.27, D5)', async () => {
    await tab.getByRole('combobox', { name: 'Tabelle' }).selectOption({ label: 'Deals · HubSpot' });
    await tab.getByRole('button', { name: 'Tabellen hinzufügen' }).click();
    const panel = page.getByRole('dialog', { name: 'Weitere Tabellen in der Datei' });
    await panel.getByRole('button', { name: 'Tabellen, die dazukommen' }).click();
    await panel.getByRole('option', { name: 'Line items zu jeder Zeile' }).click();
    await panel.getByText('Sie kommen in dieselbe Datei').click();
    await panel.getByRole('button', { name: 'Filter hinzufügen: Line items zu jeder Zeile' }).click();
    await panel.getByLabel('Spalte', { exact: true }).selectOption({ label: 'Quantity' });
    await panel.getByLabel('Bedingung').selectOption({ label: 'ist mehr als' });
    await panel.getByLabel('Wert').fill('3');
    await panel.getByRole('button', { name: 'In die Datei aufnehmen' }).click();

    await tab.getByText(/^In derselben Arbeitsmappe: .*\(1 Filter\)$/).waitFor();
    await tab.getByTestId('joined-estimate').filter({ hasText: 'Größe' }).waitFor();
    await tab.getByTestId('data-table').waitFor();
    await screenshot(page, '59-joined-german');
  }, 60_000);

  it('is asked in German which customer a company is (C3)', async () => {
    await findRecord(page, 'company-1.example', 'Northwind Traders');
    await tab.getByRole('combobox', { name: 'Tabelle' }).selectOption({ label: 'Orders · Business database' });

    await tab.getByTestId('match-2').filter({ hasText: 'Sehr wahrscheinlich' }).waitFor();
    await screenshot(page, '46-match-german');
  }, 60_000);
});
