import type { Client, ClientUse } from './client.ts';
import { clientSettings } from './client-settings.ts';
import { sendCommand } from './send-command.ts';
import type { Limits } from './limits.ts';

/**
 * How every session is set: no statement of it depends on what the server's own settings are. Zero dates and days
 * that do not exist stay comparable (ALLOW_INVALID_DATES), and quotes and backslashes mean what they mean by default.
 */
function sessionCommands(limits: Limits): string[] {
  const lockSeconds = Math.max(1, Math.ceil(limits.lockMs / 1000));
  const settings = {
    character_set_client: 'utf8mb4', character_set_connection: 'utf8mb4', character_set_results: 'utf8mb4', collation_connection: 'utf8mb4_general_ci',
    sql_mode: `'ALLOW_INVALID_DATES'`,
    time_zone: `'+00:00'`,
    autocommit: '1',
    lock_wait_timeout: String(lockSeconds),
    innodb_lock_wait_timeout: String(lockSeconds),
    // Compared texts are 255 characters at most; a collation may make twelve bytes of each.
    max_sort_length: '16384',
    sort_buffer_size: '2097152',
  };
  const assignments = Object.entries(settings).map(([name, value]) => `${name} = ${value}`).join(', ');
  return [`set session ${assignments}`, 'set session transaction isolation level repeatable read, read only'];
}

/** Connects and sets the session. On abort what comes late is closed. */
export async function openClient(use: ClientUse): Promise<Client> {
  // The driver takes 5 MB of memory: loaded only where there is such a connection.
  const { createConnection } = await import('mysql2');
  const connection = createConnection(clientSettings(use.context.config, use.resolveHost, use.limits.connectMs));
  // Unheard, an error between two questions would end the process.
  connection.on('error', ignore);
  const client: Client = { connection, timeoutMs: null };
  const connected = new Promise<void>((done, fail) => connection.connect((error) => (error === null || error === undefined ? done() : fail(error))));
  await sendCommand(client, use, { connected }, use.limits.connectMs);
  for (const text of sessionCommands(use.limits)) await sendCommand(client, use, { text }, use.limits.connectMs);
  return client;
}

function ignore(): void {}
