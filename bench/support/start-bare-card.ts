import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Stack } from '../../scripts/stack/index.ts';
import { sandboxApp } from '../../scripts/stack/stack-environment.ts';
import { CARD_ORIGIN } from './card-client.ts';

const PROGRAM = join(import.meta.dirname, '..', 'peers', 'bare-card.ts');
const EXIT_WITH_PARENT = join(import.meta.dirname, '..', '..', 'scripts', 'stack', 'exit-with-parent.mjs');

/** The bare card backend in a process of its own, on the same business database. */
export async function startBareCard(stack: Stack): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const env = { ...sandboxApp, PATH: process.env['PATH'] ?? '', DATABASE_URL: stack.databases.businessReaderUrl, CARD_ORIGIN };
  const child = spawn(process.execPath, ['--import', EXIT_WITH_PARENT, PROGRAM], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const [port] = (await Promise.race([once(child.stdout, 'data'), ended.then(() => ['the bare card ended'])])) as [Buffer | string];
  if (!/^\d+\s*$/.test(String(port))) throw new Error(String(port));
  return {
    url: `http://127.0.0.1:${String(port).trim()}`,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
