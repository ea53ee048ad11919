import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type WorkerProcess = {
  readonly child: ChildProcess;
  /** Resolves with the signal or code the process ended with. */
  readonly ended: Promise<string>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
};

const ROOT = join(import.meta.dirname, '..', '..');

/** A worker process of its own, the same program as in production. `crashAt` names the point where it kills itself. */
export async function startWorkerProcess(environment: Readonly<Record<string, string>>, crashAt?: string): Promise<WorkerProcess> {
  const env = { PATH: process.env['PATH'] ?? '', ...environment, ...(crashAt === undefined ? {} : { CRASH_AT: crashAt }) };
  const child = spawn(process.execPath, ['server/worker.ts'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const ended = once(child, 'exit').then(([code, signal]: unknown[]) => String(signal ?? code));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => { output += text; });
  const ready = new Promise<void>((resolve) => {
    child.stdout!.setEncoding('utf8').on('data', (text: string) => { if (text.includes('worker ready')) resolve(); });
  });
  await Promise.race([ready, ended.then((how) => { if (how !== 'SIGKILL') throw new Error(`the worker ended with ${how}: ${output}`); })]);
  return {
    child,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
