import type { Page } from 'playwright-core';

/**
 * Chooses who is signed in, by the beginning of the name, and waits until the page has come again for that person: going
 * on at once would break off the one or the other.
 */
export async function signInAs(page: Page, name: string): Promise<void> {
  const who = page.getByRole('combobox', { name: 'Signed-in user' });
  const option = who.locator('option', { hasText: name });
  const value = (await option.getAttribute('value')) ?? '';
  if ((await who.inputValue()) === value) return;
  const again = page.waitForEvent('load');
  await who.selectOption(value);
  await again;
}
