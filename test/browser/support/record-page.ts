import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** A stack on two busy cores may take its time. */
export const SOON = { timeout: 60_000 };

export type CardName = 'record_tab' | 'record_sidebar';
type Journal = { errors: unknown[]; notImplemented: string[]; cards: Record<string, string> };

export function cardOn(page: Page, name: CardName): Locator {
  return page.locator(`[data-card=${name}]`);
}

/** Both cards are there, drew all they have, and nothing went wrong in them. */
export async function expectCleanCards(page: Page): Promise<void> {
  const clean = { errors: [], notImplemented: [], cards: { record_tab: 'rendered', record_sidebar: 'rendered' } };
  await expect.poll(async () => (await page.evaluate('window.__sandbox')) as Journal, SOON).toMatchObject(clean);
}

/** Opens a record the way a person does: by the search field of the portal. */
export async function findRecord(page: Page, words: string, name: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search records' }).fill(words);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

/** The company of the sample data's stories, with the rows of its first table. */
export async function openAcme(page: Page): Promise<void> {
  await findRecord(page, 'acme.example', 'Acme Corporation');
  await cardOn(page, 'record_tab').getByTestId('data-table').waitFor();
}

/** Chooses a table by its name in the list and waits until its rows and its cost are there. */
export async function chooseTable(card: Locator, table: string, rows: string): Promise<void> {
  await card.getByRole('combobox', { name: 'Table' }).selectOption({ label: table });
  await card.getByTestId('page-range').filter({ hasText: rows }).waitFor();
  await exportButton(card).filter({ hasText: rows }).waitFor();
}

/** The texts of one column, top down. */
export async function cellsOf(card: Locator, column: string): Promise<string[]> {
  const headers = await card.getByRole('columnheader').allInnerTexts();
  const position = headers.findIndex((text) => text.startsWith(column)) + 1;
  return card.locator(`tbody tr > td:nth-child(${position})`).allInnerTexts();
}

/** Whether amounts, as a person reads them, never go down. */
export function isAscending(amounts: readonly string[]): boolean {
  const numbers = amounts.map((amount) => Number(amount.replaceAll(',', '')));
  return numbers.length > 1 && numbers.every((number, index) => index === 0 || number >= (numbers[index - 1] ?? 0));
}

export function exportButton(card: Locator): Locator {
  return card.getByTestId('export-button');
}

/** The newest export of that name in "My exports". */
export function jobIn(card: Locator, title: string): Locator {
  return card.locator('[data-testid^="job-"]').filter({ has: card.page().getByText(title, { exact: true }) }).first();
}
