import type { Client } from 'pg';
import { AppError } from '../../core/errors/index.ts';
import { guardClient } from './guard-client.ts';
import type { ClientUse } from './guard-client.ts';
import type { Limits } from './limits.ts';
import { runStatement } from './run-statement.ts';
import type { Rows } from './send-question.ts';
import type { Statement } from './statement.ts';
import { watchAnswer } from './watch-answer.ts';

/** The server's own timeout comes first; this much later we no longer believe that it will. */
const GRACE_MS = 3_000;

/** Asks one question over `client`, in a transaction of its own. */
export async function askClient(client: Client, use: ClientUse, limits: Limits, statement: Statement, timeoutMs: number): Promise<Rows> {
  return guardClient(client, use, watchQuestion(client, limits, timeoutMs), () => runStatement(client, statement, limits, timeoutMs));
}

/** Ends a question that is answered too late or by too much. */
export function watchQuestion(client: Client, limits: Limits, timeoutMs: number): (stop: (reason: AppError) => void) => () => void {
  return (stop) => {
    const endWatch = watchAnswer(client, limits, () => stop(new AppError('source.refused', { userMessage: 'The database sent more than was asked for.' })));
    const deadline = setTimeout(() => stop(new AppError('source.timeout')), timeoutMs + GRACE_MS);
    return () => {
      endWatch();
      clearTimeout(deadline);
    };
  };
}
