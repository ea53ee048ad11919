import type { Page } from 'playwright-core';
import type { Stack } from '../../../scripts/stack/index.ts';

/** Installs Siderail through the consent screen, as the admin of the sandbox's portal. */
export async function installApp(page: Page, stack: Stack): Promise<void> {
  await page.goto(stack.portalUrl);
  await page.getByRole('link', { name: 'Install Siderail' }).click();
  await page.getByLabel('Signed in as').selectOption({ label: 'Ada Admin (ada.admin@acme.example)' });
  await page.getByRole('button', { name: 'Connect app' }).click();
  await page.getByRole('heading', { name: 'Siderail is installed' }).waitFor();
  await page.goto(stack.portalUrl);
}
