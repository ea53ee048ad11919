import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';

/** In the language of whom the link is for. */
const DOWNLOAD = /^(Download file|Datei herunterladen)$/;

/** Clicks a link to a file. It leads to a page that says what the file is, in a tab of its own. */
export async function openFilePage(link: Locator): Promise<Page> {
  const [filePage] = await Promise.all([link.page().context().waitForEvent('page'), link.click()]);
  await filePage.getByRole('button', { name: DOWNLOAD }).waitFor();
  return filePage;
}

export type DownloadedFile = { readonly name: string; readonly text: string; readonly sha256: string; readonly promisedSha256: string };

/** Downloads the file as the browser does; `promisedSha256` is the one the page shows. */
export async function downloadFile(filePage: Page): Promise<DownloadedFile> {
  const [file] = await Promise.all([filePage.waitForEvent('download'), filePage.getByRole('button', { name: DOWNLOAD }).click()]);
  const bytes = await readFile(await file.path());
  return {
    name: file.suggestedFilename(),
    text: bytes.toString('utf8'),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    promisedSha256: await filePage.locator('code').innerText(),
  };
}
