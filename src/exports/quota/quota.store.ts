import type { Tx } from '../../core/db/index.ts';

export type Usage = {
  /** Bytes of finished files that are still there. */
  readonly finished: number;
  /** Bytes of the staged chunks of every job that has not ended in a file. */
  readonly staged: number;
  /** When the next finished file is deleted; null without any. */
  readonly nextExpiry: Date | null;
};

/** What the portal's exports take in the file store. */
export async function findUsage(tx: Tx): Promise<Usage> {
  const [found] = await tx.$queryRaw<{ finished: bigint; staged: bigint; next: Date | null }[]>`
    select (select coalesce(sum(bytes), 0)::bigint from artifacts where deleted_at is null) as finished,
           (select coalesce(sum(bytes), 0)::bigint from chunks join jobs on jobs.id = chunks.job_id and jobs.state <> 'ready') as staged,
           (select min(expires_at) from artifacts where deleted_at is null) as next`;
  return { finished: Number(found!.finished), staged: Number(found!.staged), nextExpiry: found!.next };
}

/** Staged bytes of this job, and of those of the portal that wait or run and were started before it. */
export async function findStaged(tx: Tx, jobId: string): Promise<{ readonly own: number; readonly ahead: number }> {
  const [found] = await tx.$queryRaw<{ own: bigint; ahead: bigint }[]>`
    select coalesce(sum(chunks.bytes) filter (where jobs.id = me.id), 0)::bigint as own,
           coalesce(sum(chunks.bytes) filter (where jobs.id <> me.id and (jobs.created_at, jobs.id) < (me.created_at, me.id)), 0)::bigint as ahead
    from jobs me join jobs on jobs.state in ('queued', 'running') left join chunks on chunks.job_id = jobs.id
    where me.id = ${jobId}::uuid`;
  return { own: Number(found?.own ?? 0), ahead: Number(found?.ahead ?? 0) };
}
