import type { Client } from 'pg';
import { sendTogether } from '../../core/net/index.ts';
import { beginSql } from './begin-sql.ts';
import type { Limits } from './limits.ts';
import { sendQuestion } from './send-question.ts';
import type { Rows } from './send-question.ts';
import type { Statement } from './statement.ts';

/** Runs one statement in a read-only transaction of its own. */
export async function runStatement(client: Client, statement: Statement, limits: Limits, timeoutMs: number): Promise<Rows> {
  const sent = sendTogether(client, () => [
    client.query(beginSql(limits, { statementMs: timeoutMs, idleMs: timeoutMs + 5_000 })),
    sendQuestion(client, statement),
    client.query('commit'),
  ] as const);
  // All three have to be over before the connection may serve another question.
  await Promise.allSettled(sent);
  const [, rows] = await Promise.all(sent);
  return rows;
}
