import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../../core/errors/index.ts';
import type { FromWriter, ToWriter } from './messages.ts';

const PROGRAM = fileURLToPath(new URL('./write-parquet.program.ts', import.meta.url));
/** Lines only pass through JavaScript there, in buffers of its own. */
const SMALL_HEAP = ['--max-semi-space-size=4', '--max-old-space-size=96'];

export type Written = Extract<FromWriter, { kind: 'written' }>;
export type Unreadable = Extract<FromWriter, { kind: 'unreadable' }>;
export type Writer = {
  readonly lines: Writable;
  /** Settles when the file is whole, or its lines cannot be read; rejects when the process says that it failed, or ends. */
  readonly outcome: Promise<Written | Unreadable>;
  /** Ends the process, whatever it is doing, and waits until it is gone. */
  stop(): Promise<void>;
};

/** Starts the process that writes one file. It gets nothing of our environment: no address, no secret. When it cannot be told its order it is ended again, and the failure thrown. */
export function startWriter(order: ToWriter): Writer {
  const child = fork(PROGRAM, { execArgv: SMALL_HEAP, env: {}, stdio: ['pipe', 'ignore', 'ignore', 'ipc'] });
  const outcome = outcomeOf(child);
  outcome.catch(() => undefined);
  try {
    child.send(order);
  } catch (thrown) {
    child.kill('SIGKILL');
    throw thrown;
  }
  return {
    lines: child.stdin!,
    outcome,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function outcomeOf(child: ChildProcess): Promise<Written | Unreadable> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => {
      const answer = message as FromWriter;
      if (answer.kind === 'failed') reject(failureOf(answer.reason));
      else resolve(answer);
    });
    // Not once: what cannot be started cannot be written to either, and an error nobody hears ends the worker.
    child.on('error', (cause) => reject(new AppError('internal', { detail: 'the process that writes Parquet did not start', cause })));
    child.once('exit', (code, signal) => reject(new AppError('internal', { detail: `the process that writes Parquet ended with ${signal ?? code}` })));
  });
}

/** A reason may quote a line of data: only what kind of failure it was goes further. */
function failureOf(reason: string): AppError {
  if (/ENOSPC|No space left/i.test(reason)) {
    return new AppError('file.store_unavailable', { userMessage: 'There is no room to write the file.', detail: 'no space for the temporary files of a Parquet export' });
  }
  const kind = /^[A-Z][A-Za-z ]{0,40}(?=:)/.exec(reason)?.[0] ?? 'unknown reason';
  return new AppError('internal', { detail: `Parquet was not written: ${kind}` });
}
