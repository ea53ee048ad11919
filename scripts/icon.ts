import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from './find-chromium.ts';

/** `npm run icon`: docs/listing/icon.svg as the 800 × 800 PNG that the listing wants. */
const folder = join(import.meta.dirname, '..', 'docs', 'listing');
const executablePath = findChromium();
if (executablePath === undefined) throw new Error('Chromium is needed: install it, or set CHROMIUM_PATH.');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: 800, height: 800 } });
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${readFileSync(join(folder, 'icon.svg'), 'utf8')}`);
  await page.screenshot({ path: join(folder, 'icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
