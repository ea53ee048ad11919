import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';

const directory = join(import.meta.dirname, '..', '..', '..', 'docs', 'screenshots');

/**
 * Writes what is on screen to docs/screenshots, only when asked to: an ordinary run leaves the tree as it was. Alerts of earlier
 * steps are closed, unless the picture is of them.
 */
export async function screenshot(page: Page, name: string, alerts: 'closed' | 'shown' = 'closed'): Promise<void> {
  if (process.env['SCREENSHOTS'] !== '1') return;
  const open = page.getByRole('region', { name: 'Alerts' }).getByRole('button');
  if (alerts === 'closed') while (await open.count() > 0) await open.first().click({ timeout: 2_000 }).catch(() => undefined);
  // A bar that is just growing would not show what the words beside it say.
  await page.evaluate('Promise.allSettled(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished))');
  const path = join(directory, `${name}.png`);
  await mkdir(dirname(path), { recursive: true });
  await page.screenshot({ path });
}
