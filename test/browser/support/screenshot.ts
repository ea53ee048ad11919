import { join } from 'node:path';
import type { Page } from 'playwright-core';

const directory = join(import.meta.dirname, '..', '..', '..', 'docs', 'screenshots');

/** Writes what is on screen to docs/screenshots, only when asked to: an ordinary run leaves the tree as it was. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (process.env['SCREENSHOTS'] !== '1') return;
  // A bar that is just growing would not show what the words beside it say.
  await page.evaluate('Promise.allSettled(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished))');
  await page.screenshot({ path: join(directory, `${name}.png`) });
}
