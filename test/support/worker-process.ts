import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { dataDirectory } from '../../scripts/data-directory.ts';
import { bundleProgram } from './bundle-program.ts';
import { endWithThisProcess } from './end-with-this-process.ts';

export type WorkerProcess = {
  readonly child: ChildProcess;
  /** Resolves with the signal or code the process ended with. */
  readonly ended: Promise<string>;
  /** Resolves when the process has said this line so many times; at once when it is killed before. */
  said(line: string, times?: number): Promise<void>;
  /** How often it has said this line so far. */
  heard(line: string): number;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
};

export type WorkerOptions = {
  /** `<point>` or `<point>:<count>`, where it kills itself. */
  readonly crashAt?: string;
  /** Another program than production's, and what it wants to know besides. */
  readonly program?: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** Root of the build it comes from; this one unless told otherwise. */
  readonly build?: string;
  /** Flags of Node. */
  readonly flags?: readonly string[];
  /** Production's program made one file, for tests that start it again and again; programs of tests always are, unless of another build. */
  readonly bundled?: boolean;
};

const ROOT = join(import.meta.dirname, '..', '..');

/** A worker process of its own; unless told otherwise the same program as in production. It never outlives this process. */
export async function startWorkerProcess(environment: Readonly<Record<string, string>>, options: WorkerOptions = {}): Promise<WorkerProcess> {
  const { crashAt, program = 'server/worker.ts', settings = {}, flags = [], build, bundled = build === undefined && program.startsWith('test/') } = options;
  const env = {
    PATH: process.env['PATH'] ?? '',
    // Compiled once for all of them: halves the time a start takes.
    NODE_COMPILE_CACHE: join(dataDirectory(), 'compile-cache'),
    ...environment, ...settings, ...(crashAt === undefined ? {} : { CRASH_AT: crashAt }),
  };
  const child = spawn(process.execPath, [...flags, bundled ? await bundleProgram(program) : program], { cwd: build ?? ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  endWithThisProcess(child);
  const heard = new Map<string, number>();
  const listeners = new Set<() => void>();
  let begun = '';
  let errors = '';
  const ended = once(child, 'exit').then(([code, signal]: unknown[]) => String(signal ?? code));
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    const lines = (begun + text).split('\n');
    begun = lines.pop()!;
    for (const line of lines) heard.set(line, (heard.get(line) ?? 0) + 1);
    for (const listener of listeners) listener();
  });
  child.stderr!.setEncoding('utf8').on('data', (text: string) => { errors += text; });

  async function said(line: string, times = 1): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const listener = (): void => { if ((heard.get(line) ?? 0) >= times) resolve(); };
    listeners.add(listener);
    listener();
    const unexpected = ended.then((how) => { if (how !== 'SIGKILL') throw new Error(`the worker ended with ${how}: ${errors}`); });
    await Promise.race([promise, unexpected]).finally(() => listeners.delete(listener));
  }

  await said('worker ready');
  return {
    child,
    ended,
    said,
    heard: (line) => heard.get(line) ?? 0,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
