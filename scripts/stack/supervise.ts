import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlainError } from '../plain-error.ts';

export type Program = {
  name: string;
  /** Arguments of Node: flags, then the program, then its own arguments. */
  args: string[];
  env: NodeJS.ProcessEnv;
  logFile: string;
  /** Asked again and again until it says true; gets what the program has written since it was started. */
  isReady: (output: () => string) => Promise<boolean>;
  /** Told each line that the program writes before it is ready. */
  onProgress?: (line: string) => void;
};

export type Supervised = {
  /** Settles when the first start is through; rejects with a `PlainError` that carries the program's last words. */
  ready: Promise<void>;
  pid: () => number | undefined;
  /** Ends the program: SIGTERM, and SIGKILL after 8 s. */
  stop: () => Promise<void>;
};

type Options = {
  /** Told, with a sentence, when the program died and will be started again. */
  onRestart: (line: string) => void;
  /** Told whenever a new process was started. */
  onSpawn: () => void;
};

const exitWithParent = join(import.meta.dirname, 'exit-with-parent.mjs');
const root = join(import.meta.dirname, '..', '..');
const readyWithinMs = 120_000;
const stopWithinMs = 8000;
const shortestPauseMs = 500;
const longestPauseMs = 10_000;
const calmMs = 60_000;
const largestLog = 20 * 1024 * 1024;

/**
 * Starts a program and keeps it running: when it dies unasked after it was ready once, it is started again, after a
 * pause that grows while it keeps dying.
 */
export function supervise(program: Program, { onRestart, onSpawn }: Options): Supervised {
  const interrupt = new AbortController();
  let child = launch(program);
  let pauseMs = 0;
  const ready = waitUntilReady(program, child).then(() => void keepRunning());
  // Whoever waits for it is told; nobody may be waiting when the start is broken off.
  ready.catch(() => undefined);

  async function keepRunning(): Promise<void> {
    for (;;) {
      const { code, signal } = await ended(child.process);
      if (interrupt.signal.aborted) return;
      const calm = Date.now() - child.since > calmMs;
      pauseMs = calm ? shortestPauseMs : Math.min(longestPauseMs, Math.max(shortestPauseMs, pauseMs * 2));
      const why = signal ?? `exit code ${code}`;
      onRestart(`${program.name} ended unexpectedly (${why}); starting it again in ${pauseMs / 1000} s. See ${program.logFile}`);
      await sleep(pauseMs, undefined, { signal: interrupt.signal }).catch(() => undefined);
      if (interrupt.signal.aborted) return;
      child = launch(program);
      onSpawn();
    }
  }

  return {
    ready,
    pid: () => (hasEnded(child.process) ? undefined : child.process.pid),
    stop: async () => {
      interrupt.abort();
      await end(child.process);
    },
  };
}

type Launched = { process: ChildProcess; since: number; logStart: number };

function launch(program: Program): Launched {
  const log = openLog(program.logFile);
  const logStart = statSync(program.logFile).size;
  // A group of its own, so that Ctrl-C in the terminal reaches the parent only, which then ends everything in order.
  const child = spawn(process.execPath, ['--import', exitWithParent, ...program.args], {
    cwd: root,
    env: program.env,
    stdio: ['pipe', log, log],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  child.stdin?.on('error', () => undefined);
  // One that cannot be started counts as one that ended, and is tried again.
  child.on('error', () => undefined);
  closeSync(log);
  return { process: child, since: Date.now(), logStart };
}

function openLog(file: string): number {
  const log = openSync(file, 'a', 0o600);
  if (statSync(file).size > largestLog) truncateSync(file);
  return log;
}

async function waitUntilReady(program: Program, child: Launched): Promise<void> {
  const output = (): string => readFileSync(program.logFile).subarray(child.logStart).toString('utf8');
  const deadline = Date.now() + readyWithinMs;
  let broken: Error | undefined;
  let told = 0;
  child.process.once('error', (error) => (broken = error));
  for (;;) {
    if (broken) throw new PlainError(`${program.name} could not be started: ${broken.message}`);
    if (hasEnded(child.process)) throw new PlainError(`${program.name} did not start: ${lastWords(output())}\n(all of it is in ${program.logFile})`);
    if (await program.isReady(output)) return;
    if (program.onProgress) {
      const lines = output().split('\n').slice(0, -1);
      for (const line of lines.slice(told)) program.onProgress(line);
      told = lines.length;
    }
    if (Date.now() > deadline) throw new PlainError(`${program.name} was not ready within ${readyWithinMs / 1000} s; see ${program.logFile}`);
    await sleep(50);
  }
}

function lastWords(output: string): string {
  const lines = output.trim().split('\n').slice(-8);
  return lines.length === 1 && lines[0] === '' ? 'it said nothing.' : `\n${lines.join('\n')}`;
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const gone = ended(child);
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
  await gone;
  clearTimeout(force);
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

function ended(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  if (hasEnded(child)) return Promise.resolve({ code: child.exitCode, signal: child.signalCode });
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
}
