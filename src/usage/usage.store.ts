import type pg from 'pg';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';

/** In place of a job's id where there is none. */
export const NO_JOB = '00000000-0000-0000-0000-000000000000';

export type Counts = { readonly day: string; readonly area: string; readonly jobId: string; requests: number; tries: number; failed: number; rateLimited: number };

export type Totals = { readonly area: string; readonly jobId: string; readonly requests: number; readonly tries: number; readonly failed: number; readonly rateLimited: number };

/** Days that counts are kept: HubSpot looks at 30, and at the month before when an app is reviewed. */
const KEPT_DAYS = 62;

/** Adds to what is there and to what all portals sent in this hour, and forgets what is too old. */
export async function addCounts(tx: Tx, portalId: PortalId, counts: readonly Counts[]): Promise<void> {
  // In one order, so that two processes never wait for each other's rows.
  const ordered = [...counts].sort((a, b) => `${a.day}${a.area}${a.jobId}`.localeCompare(`${b.day}${b.area}${b.jobId}`));
  for (const { day, area, jobId, requests, tries, failed, rateLimited } of ordered) {
    await tx.$executeRaw`
      insert into request_counts as c (portal_id, day, area, job_id, requests, tries, failed, rate_limited)
      values (${BigInt(portalId)}, ${day}::date, ${area}, ${jobId}::uuid, ${requests}, ${tries}, ${failed}, ${rateLimited})
      on conflict (portal_id, day, area, job_id) do update set requests = c.requests + excluded.requests, tries = c.tries + excluded.tries,
        failed = c.failed + excluded.failed, rate_limited = c.rate_limited + excluded.rate_limited`;
  }
  await tx.$executeRaw`delete from request_counts where day < current_date - ${KEPT_DAYS}::integer`;
  const sum = (of: (count: Counts) => number): number => counts.reduce((all, count) => all + of(count), 0);
  // Last, because all portals' writers meet at this row.
  await tx.$executeRaw`
    insert into request_hours as h (hour, tries, failed) values (date_trunc('hour', clock_timestamp()), ${sum(({ tries }) => tries)}, ${sum(({ failed }) => failed)})
    on conflict (hour) do update set tries = h.tries + excluded.tries, failed = h.failed + excluded.failed`;
}

export type HourlySuccess = { readonly tries: number; readonly rate: number };

/** What share of all portals' requests succeeded in the last 24 hours, and in the last one to two. 1 where there were none. */
export async function readSuccess(pool: pg.Pool): Promise<{ readonly day: HourlySuccess; readonly lately: HourlySuccess }> {
  const { rows: [row] } = await pool.query<{ tries: number; failed: number; lately: number; lately_failed: number }>(`
    select coalesce(sum(tries), 0)::float8 as tries, coalesce(sum(failed), 0)::float8 as failed,
      coalesce(sum(tries) filter (where lately), 0)::float8 as lately, coalesce(sum(failed) filter (where lately), 0)::float8 as lately_failed
    from (select tries, failed, hour > clock_timestamp() - interval '2 hours' as lately from request_hours where hour > clock_timestamp() - interval '24 hours') as h`);
  const share = (tries: number, failed: number): HourlySuccess => ({ tries, rate: tries === 0 ? 1 : (tries - failed) / tries });
  return { day: share(row!.tries, row!.failed), lately: share(row!.lately, row!.lately_failed) };
}

/** What a portal used since a day, by area and job. */
export async function sumCounts(tx: Tx, since: string): Promise<readonly Totals[]> {
  const rows = await tx.$queryRaw<{ area: string; job_id: string; requests: bigint; tries: bigint; failed: bigint; rate_limited: bigint }[]>`
    select area, job_id, sum(requests)::bigint as requests, sum(tries)::bigint as tries, sum(failed)::bigint as failed, sum(rate_limited)::bigint as rate_limited
    from request_counts where day >= ${since}::date group by area, job_id order by area, job_id`;
  return rows.map((row) => ({ area: row.area, jobId: row.job_id, requests: Number(row.requests), tries: Number(row.tries), failed: Number(row.failed), rateLimited: Number(row.rate_limited) }));
}

/** What a portal used since a day, by day and area. */
export async function listDays(tx: Tx, since: string): Promise<readonly { day: string; area: string; tries: number; failed: number; rateLimited: number }[]> {
  const rows = await tx.$queryRaw<{ day: string; area: string; tries: bigint; failed: bigint; rate_limited: bigint }[]>`
    select to_char(day, 'YYYY-MM-DD') as day, area, sum(tries)::bigint as tries, sum(failed)::bigint as failed, sum(rate_limited)::bigint as rate_limited
    from request_counts where day >= ${since}::date group by day, area order by day, area`;
  return rows.map((row) => ({ day: row.day, area: row.area, tries: Number(row.tries), failed: Number(row.failed), rateLimited: Number(row.rate_limited) }));
}

/** Files made since a day and their rows, deleted ones included. */
export async function countFiles(tx: Tx, since: string): Promise<{ readonly files: number; readonly rows: number }> {
  const [found] = await tx.$queryRaw<{ files: bigint; rows: bigint }[]>`
    select count(*)::bigint as files, coalesce(sum(rows), 0)::bigint as rows from artifacts where created_at >= ${since}::date`;
  return { files: Number(found!.files), rows: Number(found!.rows) };
}

/** Whether HubSpot was asked anything for a card's table. */
export async function wasAskedForViews(tx: Tx): Promise<boolean> {
  return (await tx.requestCount.count({ where: { area: 'views' }, take: 1 })) > 0;
}
