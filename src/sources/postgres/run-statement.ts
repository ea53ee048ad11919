import type { Client } from 'pg';
import type { Limits } from './limits.ts';
import type { Statement } from './statement.ts';

/** Cells as the server wrote them. */
export type Rows = readonly (readonly (string | null)[])[];

/**
 * What every transaction begins with. Only fixed names and numbers: this is the one text with several statements.
 * Should any of it fail, the transaction is dead and the statement behind it is refused.
 */
function prelude(limits: Limits, timeoutMs: number): string {
  const settings = {
    statement_timeout: timeoutMs,
    lock_timeout: limits.lockMs,
    idle_in_transaction_session_timeout: timeoutMs + 5_000,
    // pg_temp last: it is searched first where it is not named.
    search_path: 'pg_catalog, pg_temp',
    datestyle: `'ISO, YMD'`,
    intervalstyle: `'iso_8601'`,
    timezone: `'UTC'`,
    extra_float_digits: 1,
    standard_conforming_strings: 'on',
    jit: 'off',
  };
  return ['begin transaction read only', ...Object.entries(settings).map(([name, value]) => `set local ${name} = ${value}`)].join('; ');
}

const AS_TEXT = { getTypeParser: () => (text: string) => text };

/** Runs one statement in a read-only transaction of its own. The extended protocol refuses a second statement in the text. */
export async function runStatement(client: Client, statement: Statement, limits: Limits, timeoutMs: number): Promise<Rows> {
  const question = { text: statement.text, values: [...statement.values], rowMode: 'array' as const, queryMode: 'extended', types: AS_TEXT };
  const sent = [
    client.query(prelude(limits, timeoutMs)),
    client.query<(string | null)[], string[]>(question),
    client.query('commit'),
  ] as const;
  // All three have to be over before the connection may serve another question.
  await Promise.allSettled(sent);
  const [, answer] = await Promise.all(sent);
  return answer.rows;
}
