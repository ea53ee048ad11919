import type { Socket } from 'node:net';
import { AppError } from '../../core/errors/index.ts';
import { abortError } from '../database/abort-error.ts';
import type { Client, ClientUse } from './client.ts';
import { mapDatabaseError } from './map-database-error.ts';
import { sendKill } from './send-kill.ts';

const LOOK_EVERY_MS = 50;
/** The server's own timeout comes first; this much later we no longer believe that it will. */
const GRACE_MS = 3_000;

/** Ends of an answer that nobody asked for. `fail` is called once, with an AppError or the reason of the abort. */
export type Guard = {
  /** A row has come: bytes are counted and time is taken from here. */
  progressed(): void;
  /** No time passes while the reader is busy with what it got. */
  hold(): void;
  release(): void;
};

/**
 * Watches over what a server does with a connection: on abort, past `timeoutMs`, after `stallMs` without a row, or
 * when more bytes come without a row than any row may have, the server is told to stop and the connection is destroyed.
 */
export function guardAnswer(client: Client, use: ClientUse, times: { readonly timeoutMs: number; readonly stallMs?: number }, fail: (error: unknown) => void): Guard {
  const { connection } = client;
  const { signal } = use.context;
  let bytes = bytesRead(client);
  let since = performance.now();
  let held = false;
  let stopped = false;

  function stop(error: unknown): void {
    if (stopped) return;
    stopped = true;
    sendKill(client, use);
    destroyClient(client);
    fail(error);
  }
  const onAbort = (): void => stop(abortError(signal));
  const onError = (error: unknown): void => {
    destroyClient(client);
    fail(mapDatabaseError(error));
  };
  const tooLate = (): void => stop(new AppError('source.timeout', { userMessage: 'The database took too long.' }));
  const deadline = setTimeout(tooLate, times.timeoutMs + GRACE_MS);
  const looking = setInterval(() => {
    if (held) return;
    if (bytesRead(client) - bytes > use.limits.answerBytes) stop(new AppError('source.refused', { userMessage: 'The database sent more than was asked for.' }));
    else if (times.stallMs !== undefined && performance.now() - since > times.stallMs) tooLate();
  }, LOOK_EVERY_MS);
  signal.addEventListener('abort', onAbort, { once: true });
  connection.on('error', onError);

  return {
    progressed() {
      bytes = bytesRead(client);
      since = performance.now();
      held = false;
    },
    hold() {
      held = true;
    },
    release() {
      clearTimeout(deadline);
      clearInterval(looking);
      signal.removeEventListener('abort', onAbort);
      connection.removeListener('error', onError);
    },
  };
}

/** At once, without a goodbye to a server that may not read it. */
export function destroyClient({ connection }: Client): void {
  connection.destroy();
  socketOf(connection).destroy();
}

function bytesRead({ connection }: Client): number {
  return socketOf(connection).bytesRead;
}

/** The driver's typings leave the socket out. */
function socketOf(connection: Client['connection']): Socket {
  return (connection as unknown as { readonly stream: Socket }).stream;
}
