import type { Database } from '../../core/db/index.ts';

export type JournalPlace = { readonly offset: string | null };

/**
 * Where to read on, for one process of all at a time: whoever gets it has the turn, and nobody else does for `seconds`. A
 * process that dies in its turn costs that long and nothing else.
 */
export async function takeTurn(database: Database, seconds: number): Promise<JournalPlace | null> {
  const { rows } = await database.pool.query<JournalPlace>(
    `insert into journal_place (id, looked_at) values (1, clock_timestamp())
     on conflict (id) do update set looked_at = clock_timestamp() where journal_place.looked_at <= clock_timestamp() - make_interval(secs => $1)
     returning last_offset as offset`, [seconds]);
  return rows[0] ?? null;
}

/** Moves on; false when somebody else has meanwhile. */
export async function moveOn(database: Database, from: string | null, to: string | null): Promise<boolean> {
  const { rowCount } = await database.pool.query('update journal_place set last_offset = $2 where id = 1 and last_offset is not distinct from $1', [from, to]);
  return rowCount === 1;
}
