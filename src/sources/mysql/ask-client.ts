import { AppError } from '../../core/errors/index.ts';
import type { Client, ClientUse, Rows } from './client.ts';
import { sendCommand } from './send-command.ts';
import { setTimeouts } from './set-timeouts.ts';
import type { Sql } from './sql.ts';
import { streamRows } from './stream-rows.ts';

/** `cut`: the bytes were used up before the rows. The connection is then gone. */
export type Answer = { readonly rows: Rows; readonly cut: boolean };

/** `bytes`: how many are wanted; without it, an answer above `limits.answerBytes` is refused. */
export type AskOptions = { readonly timeoutMs: number; readonly bytes?: number };

/** Asks one question over `client`, in a read-only transaction of its own. After an error or a cut the connection must not be used again. */
export async function askClient(client: Client, use: ClientUse, statement: Sql, options: AskOptions): Promise<Answer> {
  await setTimeouts(client, use, options.timeoutMs);
  await sendCommand(client, use, { text: 'start transaction read only' }, options.timeoutMs);
  const bytes = options.bytes ?? use.limits.answerBytes;
  let rows: Rows = [];
  for await (const stretch of streamRows(client, use, statement, { timeoutMs: options.timeoutMs, rows: Infinity, bytes })) {
    rows = stretch.rows;
    if (!stretch.full) continue;
    if (options.bytes === undefined) throw new AppError('source.refused', { userMessage: 'The database sent more than was asked for.' });
    return { rows, cut: true };
  }
  await sendCommand(client, use, { text: 'commit' }, options.timeoutMs);
  return { rows, cut: false };
}
