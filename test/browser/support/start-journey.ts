import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { dataDirectory } from '../../../scripts/data-directory.ts';
import { stopDatabase } from '../../../scripts/database/index.ts';
import { findChromium } from '../../../scripts/find-chromium.ts';
import { startStack, type Stack } from '../../../scripts/stack/index.ts';

export type Journey = {
  readonly stack: Stack;
  readonly context: BrowserContext;
  readonly page: Page;
  /** What went wrong in a page or a worker of the browser, in the order it happened. */
  readonly problems: readonly string[];
  readonly close: () => Promise<void>;
};

const SIZES = { contacts: 6_000, companies: 600, deals: 4_000, orders: 30_000 };
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Once for all journeys: their data directories are new each time. */
const COMPILED = { NODE_COMPILE_CACHE: join(dataDirectory(), 'compile-cache') };

/** The whole product as `npm start` runs it, on free ports and an empty data directory, and a browser in front of it. */
export async function startJourney(): Promise<Journey> {
  const dataDir = await mkdtemp(join(tmpdir(), 'siderail-journey-'));
  // Run by root, the database belongs to another user, who must be able to pass through.
  await chmod(dataDir, 0o755);
  const opened: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const step of opened.splice(0).reverse()) await step();
  };
  try {
    opened.push(() => stopDatabase({ baseDir: dataDir, name: 'pg18' }));
    const stack = await startStack({ dataDir, ports: 'free', sizes: SIZES, latencyMs: 0, quiet: true, extraEnvironment: { sandbox: COMPILED, web: COMPILED, worker: COMPILED } });
    opened.push(stack.stop);
    const browser = await chromium.launch({ executablePath: findChromium() ?? 'chromium', args: FLAGS });
    opened.push(() => browser.close());
    const { context, problems } = await openContext(browser, stack);
    return { stack, context, page: await context.newPage(), problems, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openContext(browser: Browser, stack: Stack): Promise<{ context: BrowserContext; problems: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', acceptDownloads: true });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: stack.portalUrl });
  context.setDefaultTimeout(60_000);
  const problems: string[] = [];
  context.on('weberror', (error) => problems.push(String(error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} (${message.location().url})`);
  });
  return { context, problems };
}
