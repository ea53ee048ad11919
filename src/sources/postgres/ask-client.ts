import type { Client } from 'pg';
import { AppError } from '../../core/errors/index.ts';
import type { SourceContext } from '../define-source.ts';
import { abortError } from './abort-error.ts';
import type { Limits } from './limits.ts';
import { mapDatabaseError } from './map-database-error.ts';
import type { PostgresConfig } from './postgres-config.ts';
import type { ResolveHost } from './resolve-host.ts';
import { runStatement } from './run-statement.ts';
import type { Rows } from './run-statement.ts';
import { sendCancel } from './send-cancel.ts';
import type { Statement } from './statement.ts';
import { watchAnswer } from './watch-answer.ts';

/** The server's own timeout comes first; this much later we no longer believe that it will. */
const GRACE_MS = 3_000;

export type ClientUse = { readonly context: SourceContext<PostgresConfig>; readonly limits: Limits; readonly resolveHost: ResolveHost };

/**
 * Asks one question over `client`. On abort or past the deadline the server is told to stop and the connection is
 * destroyed; after any error the connection must not be used again.
 */
export async function askClient(client: Client, use: ClientUse, statement: Statement, timeoutMs: number): Promise<Rows> {
  const { signal, config } = use.context;
  if (signal.aborted) throw abortError(signal);
  let tooMuch = false;
  let tooLate = false;

  function stop(): void {
    sendCancel(client, config, use.resolveHost);
    client.connection.stream.destroy();
  }
  const stopWatching = watchAnswer(client, use.limits, () => {
    tooMuch = true;
    stop();
  });
  const deadline = setTimeout(() => {
    tooLate = true;
    stop();
  }, timeoutMs + GRACE_MS);
  signal.addEventListener('abort', stop, { once: true });

  try {
    return await runStatement(client, statement, use.limits, timeoutMs);
  } catch (error) {
    client.connection.stream.destroy();
    if (signal.aborted) throw abortError(signal);
    if (tooLate) throw new AppError('source.timeout', { cause: error });
    if (tooMuch) throw new AppError('source.refused', { userMessage: 'The database sent more than was asked for.', cause: error });
    throw mapDatabaseError(error);
  } finally {
    stopWatching();
    clearTimeout(deadline);
    signal.removeEventListener('abort', stop);
  }
}
