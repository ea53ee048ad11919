import { abortError } from '../database/abort-error.ts';
import type { Client, ClientUse } from './client.ts';
import { destroyClient, guardAnswer } from './guard-answer.ts';
import { mapDatabaseError } from './map-database-error.ts';

/** A command of our own fixed words, or the connecting itself. */
export type Command = { readonly text: string } | { readonly connected: Promise<void> };

/** Sends a command that has no rows. After an error the connection must not be used again. */
export async function sendCommand(client: Client, use: ClientUse, command: Command, timeoutMs: number): Promise<void> {
  const { signal } = use.context;
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined);
  const guard = guardAnswer(client, use, { timeoutMs }, failed.reject);
  try {
    if (signal.aborted) throw abortError(signal);
    await Promise.race([failed.promise, 'text' in command ? run(client, command.text) : command.connected]);
  } catch (error) {
    destroyClient(client);
    throw signal.aborted ? abortError(signal) : mapDatabaseError(error);
  } finally {
    guard.release();
  }
}

function run({ connection }: Client, text: string): Promise<void> {
  return new Promise((done, fail) => connection.query(text, (error) => (error === null || error === undefined ? done() : fail(error))));
}
