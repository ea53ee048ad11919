import type { Client } from 'pg';
import { openSocket } from './open-socket.ts';
import { parseDatabaseUrl } from './parse-database-url.ts';
import type { PostgresConfig } from './postgres-config.ts';
import type { ResolveHost } from '../../core/net/index.ts';

/** https://www.postgresql.org/docs/18/protocol-message-formats.html, CancelRequest */
const CANCEL_REQUEST = 80_877_102;
const GIVE_UP_MS = 2_000;

/**
 * Asks the server to stop what `client` is doing, over a connection of its own as the protocol demands. Best effort:
 * the server does not answer, and the statement timeout ends the query in any case.
 */
export function sendCancel(client: Client, config: PostgresConfig, resolveHost: ResolveHost): void {
  const url = parseDatabaseUrl(config.url);
  const { processID, secretKey } = client as Client & { readonly processID: number | null; readonly secretKey: number | null };
  if (url === null || processID === null || secretKey === null) return;
  const message = Buffer.alloc(16);
  message.writeInt32BE(16, 0);
  message.writeInt32BE(CANCEL_REQUEST, 4);
  message.writeInt32BE(processID, 8);
  message.writeInt32BE(secretKey, 12);

  const socket = openSocket(resolveHost);
  socket.setTimeout(GIVE_UP_MS, () => socket.destroy());
  socket.once('error', () => socket.destroy());
  socket.once('connect', () => socket.end(message));
  socket.unref();
  socket.connect(url.port, url.host);
}
