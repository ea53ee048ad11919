import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from '../../scripts/stack/index.ts';
import { ensureWorker } from '../../scripts/worker-build/ensure-worker.ts';
import { WORKER_FLAGS } from '../../scripts/worker-build/worker-flags.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Starts workers beside the stack's own, with its flags and environment; gives what ends them again. Needs /proc. */
export async function extraWorkers(stack: Stack, count: number): Promise<() => Promise<void>> {
  const read = (name: string): string[] => readFileSync(`/proc/${stack.pid('worker')}/${name}`, 'utf8').split('\0').filter(Boolean);
  const env = Object.fromEntries(read('environ').map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]));
  const program = await ensureWorker(ROOT);
  const children = await Promise.all(Array.from({ length: count }, async () => {
    const child = spawn(process.execPath, [...WORKER_FLAGS, program], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.setEncoding('utf8');
    for await (const text of child.stdout.iterator({ destroyOnReturn: false }) as AsyncIterable<string>) if (text.includes('worker ready')) break;
    child.stdout.resume();
    return child;
  }));
  return async () => {
    await Promise.all(children.map(async (child) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }));
  };
}
