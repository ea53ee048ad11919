import type { Client } from 'pg';
import { AppError } from '../../../core/errors/index.ts';
import { watchQuestion } from '../ask-client.ts';
import { beginSql } from '../begin-sql.ts';
import { guardClient } from '../guard-client.ts';
import type { ClientUse } from '../guard-client.ts';
import { laneMs } from '../limits.ts';
import type { Limits } from '../limits.ts';
import type { OpenedQuery } from '../open-query.ts';
import { sendQuestion } from '../send-question.ts';

/** Longer than it takes to ask whether the holder of a shared snapshot is still there; see readings.ts. */
const IDLE_MS = 60_000;
const NOT_ALLOWED = '42501';
const MODE = 'isolation level repeatable read, read only';

/** `takenAt`: everything committed before this moment is in it; by the server's clock, ISO with microseconds, UTC. */
export type Snapshot = { readonly takenAt: string; readonly id: string | null };

/**
 * Begins a transaction that sees the table as it is at one moment. The table is locked against TRUNCATE and rewriting
 * first: those empty it for older snapshots too, and a file would silently be short. `share`: others may join it by `id`.
 */
export async function takeSnapshot(client: Client, use: ClientUse, limits: Limits, query: OpenedQuery, { share }: { readonly share: boolean }): Promise<Snapshot> {
  const { relation } = query.table;
  // Its subselects' tables get locked by the mere parsing.
  const select = `select statement_timestamp()::text, ${share ? 'pg_export_snapshot()' : 'null'}, exists (select from ${relation} as t where ${query.where} limit 0)`;
  const statementMs = laneMs(limits, use.context);

  return guardClient(client, use, watchQuestion(client, limits, statementMs), async () => {
    await client.query(beginSql(limits, { statementMs: limits.copyMs, idleMs: IDLE_MS }, MODE));
    await lockTable(client, relation);
    const [row] = await sendQuestion(client, { text: select, values: [] });
    const [takenAt, id] = row ?? [];
    if (!takenAt) throw new AppError('source.refused', { detail: 'postgres: no time came with the snapshot' });
    return { takenAt: `${takenAt.slice(0, 10)}T${takenAt.slice(11).replace('+00', 'Z')}`, id: id ?? null };
  });
}

/** Begins a transaction that sees what the holder of the snapshot sees. Throws source.unavailable when that one is gone. */
export async function joinSnapshot(client: Client, use: ClientUse, limits: Limits, id: string): Promise<void> {
  if (!/^[0-9A-F-]+$/.test(id)) throw new AppError('source.refused', { detail: 'postgres: the name of the snapshot is none' });
  await guardClient(client, use, watchQuestion(client, limits, laneMs(limits, use.context)), async () => {
    await client.query(beginSql(limits, { statementMs: limits.copyMs, idleMs: IDLE_MS }, MODE));
    try {
      await client.query(`set transaction snapshot '${id}'`);
    } catch (cause) {
      throw new AppError('source.unavailable', { cause, detail: 'postgres: the shared snapshot is gone' });
    }
  });
}

/** A role that may read only some columns may not lock; it reads without. */
async function lockTable(client: Client, relation: string): Promise<void> {
  await client.query('savepoint unlocked');
  try {
    await sendQuestion(client, { text: `lock table ${relation} in access share mode`, values: [] });
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== NOT_ALLOWED) throw error;
    await client.query('rollback to savepoint unlocked');
  }
  // No snapshot can be shared from within it.
  await client.query('release savepoint unlocked');
}
