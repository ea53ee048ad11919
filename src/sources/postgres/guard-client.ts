import type { Client } from 'pg';
import type { AppError } from '../../core/errors/index.ts';
import type { SourceContext } from '../define-source.ts';
import { abortError } from '../database/abort-error.ts';
import { mapDatabaseError } from './map-database-error.ts';
import type { PostgresConfig } from './postgres-config.ts';
import type { ResolveHost } from '../../core/net/index.ts';
import { sendCancel } from './send-cancel.ts';

export type ClientUse = { readonly context: SourceContext<PostgresConfig>; readonly resolveHost: ResolveHost };

/** Starts to watch what a client does; calls `stop` with the reason to end it. Returns the function that ends the watch. */
export type Watch = (stop: (reason: AppError) => void) => () => void;

/**
 * Does work over `client`. On abort, or when the watch says so, the server is told to stop and the connection is
 * destroyed; after any error it must not be used again. Throws AppErrors (source.*) or what the call was aborted with.
 */
export async function guardClient<T>(client: Client, { context, resolveHost }: ClientUse, watch: Watch, work: () => Promise<T>): Promise<T> {
  const { signal, config } = context;
  if (signal.aborted) throw abortError(signal);
  let stopped: AppError | null = null;

  function stop(): void {
    sendCancel(client, config, resolveHost);
    client.connection.stream.destroy();
  }
  const endWatch = watch((reason) => {
    stopped ??= reason;
    stop();
  });
  signal.addEventListener('abort', stop, { once: true });

  try {
    return await work();
  } catch (error) {
    client.connection.stream.destroy();
    if (signal.aborted) throw abortError(signal);
    throw stopped ?? mapDatabaseError(error);
  } finally {
    endWatch();
    signal.removeEventListener('abort', stop);
  }
}
