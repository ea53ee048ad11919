import type pg from 'pg';

/** Notes a start of a job of the queue that was started before; gives how many of its starts came to no end, this one included. */
export async function noteStart(pool: pg.Pool, queueJob: string): Promise<number> {
  const { rows } = await pool.query<{ starts: number }>(`
    insert into queue_deaths as d (queue_job) values ($1)
    on conflict (queue_job) do update set starts = d.starts + 1, last_at = clock_timestamp() returning starts`, [queueJob]);
  return rows[0]!.starts;
}

/** The start came to an end, good or bad: its worker survived. */
export async function noteEnd(pool: pg.Pool, queueJob: string): Promise<void> {
  await pool.query('delete from queue_deaths where queue_job = $1', [queueJob]);
}
