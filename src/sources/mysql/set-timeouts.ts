import type { Client, ClientUse } from './client.ts';
import { sendCommand } from './send-command.ts';

/**
 * Sets how long a statement of this session may take. MariaDB reads the first comment, MySQL the second, each ignores
 * the other's: https://mariadb.com/kb/en/comment-syntax/ https://dev.mysql.com/doc/refman/8.4/en/comments.html
 */
export async function setTimeouts(client: Client, use: ClientUse, timeoutMs: number): Promise<void> {
  if (client.timeoutMs === timeoutMs) return;
  const text = `set session net_write_timeout = ${Math.ceil(timeoutMs / 1000) + 60}`
    + ` /*M!100101 , max_statement_time = ${timeoutMs / 1000} */ /*!50708 , max_execution_time = ${timeoutMs} */`;
  await sendCommand(client, use, { text }, use.limits.connectMs);
  client.timeoutMs = timeoutMs;
}
