import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { findChromium } from '../../../../scripts/find-chromium.ts';
import { startBackend, type TestBackend } from './start-backend.ts';
import { startTestPortal, type TestPortal } from './start-test-portal.ts';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export interface Journal {
  errors: unknown[];
  notImplemented: string[];
  clipboard: string[];
  alerts: unknown[];
  cards: Record<string, string>;
}

export interface PortalBrowser {
  portal: TestPortal;
  backend: TestBackend;
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

/** The fixture project's portal, its backend, and a browser before it. */
export async function startPortalBrowser(): Promise<PortalBrowser> {
  const backend = await startBackend();
  const portal = await startTestPortal({ webOrigin: backend.origin });
  const profile = await mkdtemp(join(tmpdir(), 'siderail-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium() ?? 'chromium',
    headless: true,
    args: FLAGS,
    viewport: { width: 1440, height: 900 },
  });
  return {
    portal,
    backend,
    newPage: () => context.newPage(),
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
      await portal.close();
      await backend.close();
    },
  };
}

/** What the extensions of a page did that a person may not see. */
export function readJournal(page: Page): Promise<Journal> {
  return page.evaluate('window.__sandbox') as Promise<Journal>;
}
