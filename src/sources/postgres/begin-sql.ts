import type { Limits } from './limits.ts';

/**
 * What every transaction begins with. Only fixed names and numbers: this is the one text with several statements.
 * Should any of it fail, the transaction is dead and the statement behind it is refused.
 */
export function beginSql(limits: Limits, timeouts: { readonly statementMs: number; readonly idleMs: number }, mode: 'read only' | 'isolation level repeatable read, read only' = 'read only'): string {
  const settings = {
    statement_timeout: timeouts.statementMs,
    lock_timeout: limits.lockMs,
    idle_in_transaction_session_timeout: timeouts.idleMs,
    // pg_temp last: it is searched first where it is not named.
    search_path: 'pg_catalog, pg_temp',
    datestyle: `'ISO, YMD'`,
    intervalstyle: `'iso_8601'`,
    timezone: `'UTC'`,
    extra_float_digits: 1,
    standard_conforming_strings: 'on',
    jit: 'off',
  };
  return [`begin transaction ${mode}`, ...Object.entries(settings).map(([name, value]) => `set local ${name} = ${value}`)].join('; ');
}
