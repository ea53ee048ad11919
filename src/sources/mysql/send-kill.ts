import type { Client, ClientUse } from './client.ts';
import { clientSettings } from './client-settings.ts';

const GIVE_UP_MS = 2_000;

/**
 * Asks the server to stop what a connection is doing, over one of its own as the protocol demands. Best effort: the
 * statement timeout ends the query in any case.
 */
export function sendKill(client: Client, use: ClientUse): void {
  const { threadId } = client.connection;
  if (!Number.isSafeInteger(threadId) || threadId === 0) return;
  void kill(threadId, use);
}

async function kill(threadId: number, use: ClientUse): Promise<void> {
  const { createConnection } = await import('mysql2');
  const connection = createConnection(clientSettings(use.context.config, use.resolveHost, GIVE_UP_MS));
  connection.on('error', () => connection.destroy());
  connection.query(`kill query ${threadId}`, () => connection.destroy());
  setTimeout(() => connection.destroy(), GIVE_UP_MS * 2).unref();
}
