import type { Job as JobRow } from '../core/db/generated/client.ts';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import type { StoredError, Waiting } from './stored-error.ts';

export type { JobRow };

export type NewJob = {
  readonly id: string;
  readonly portalId: PortalId;
  readonly kind: string;
  readonly lane: 'immediate' | 'background';
  readonly title: string;
  readonly userId: string;
  readonly userEmail: string;
  readonly requestId: string;
  readonly requestSha256: string;
  readonly rowsTotal: number | null;
  /** Of the click, so that the work joins its trace. */
  readonly traceParent?: string | null;
};

/** A web process that died in the click leaves its immediate job to the workers after this long. */
const RESCUE_SECONDS = 25;

/** Inserts a queued job; null when this person's request id was already used (the caller then reads that job). */
export async function insertJob(tx: Tx, job: NewJob): Promise<JobRow | null> {
  const inserted = await tx.$executeRaw`
    insert into jobs (id, portal_id, kind, state, lane, phase, title, user_id, user_email, request_id, request_sha256, rows_total, trace_parent, ready_at)
    values (${job.id}::uuid, ${BigInt(job.portalId)}, ${job.kind}, 'queued', ${job.lane}, 'planning', ${job.title},
            ${job.userId}, ${job.userEmail}, ${job.requestId}, ${job.requestSha256}, ${job.rowsTotal}::bigint, ${job.traceParent ?? null},
            clock_timestamp() + make_interval(secs => ${job.lane === 'immediate' ? RESCUE_SECONDS : 0}))
    on conflict (portal_id, user_id, request_id) do nothing`;
  return inserted === 0 ? null : tx.job.findUniqueOrThrow({ where: { id: job.id } });
}

/** The job a click already made, if any. */
export async function findJobOfClick(tx: Tx, portalId: PortalId, userId: string, requestId: string): Promise<JobRow | null> {
  return tx.job.findUnique({ where: { portalId_userId_requestId: { portalId: BigInt(portalId), userId, requestId } } });
}

/** The caller's own job; null for an unknown id, another person's or another portal's alike. */
export async function findOwnJob(tx: Tx, userId: string, jobId: string): Promise<JobRow | null> {
  return tx.job.findFirst({ where: { id: jobId, userId } });
}

/**
 * The portal's waiting jobs in the order they will be taken; a job's place tells how many are ahead. Other portals'
 * jobs are not: places go round the portals, so however many wait elsewhere, they do not stand before this one's next.
 */
export async function listWaiting(tx: Tx, limit: number): Promise<string[]> {
  const waiting = await tx.$queryRaw<{ id: string }[]>`
    select job_id as id from job_line
    where portal_id = current_setting('app.portal_id')::bigint and ready_at <= clock_timestamp()
      and (held_until is null or held_until < clock_timestamp())
    order by waits_since, job_id limit ${limit}`;
  return waiting.map((job) => job.id);
}

/**
 * Takes this very job, for the click that is waiting for it, and raises its fence, so that whoever held it before can no
 * longer write. A holder before that fell silent is counted as dead. Null when the job has ended or another worker's lease is still alive. A worker that stopped renewing for
 * `leaseSeconds` has lost the job; the next one may claim it.
 */
export async function claimJob(tx: Tx, jobId: string, leaseSeconds: number): Promise<JobRow | null> {
  const claimed = await tx.$queryRaw<{ id: string }[]>`
    update jobs set state = 'running', fence = fence + 1, attempts = attempts + 1,
      deaths = deaths + (state = 'running')::integer, claimed_at = clock_timestamp(), claimed_rows = rows_done, started_at = coalesce(started_at, clock_timestamp()),
      lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds}::float8)
    where id = ${jobId}::uuid and state in ('queued', 'running')
      and (lease_until is null or lease_until < clock_timestamp())
    returning id`;
  return claimed.length === 0 ? null : tx.job.findUniqueOrThrow({ where: { id: jobId } });
}

/** Keeps the lease; `lost` when it has passed to another worker or the job has ended, `cancelled` when somebody wants it to stop. */
export async function renewLease(tx: Tx, jobId: string, fence: number, leaseSeconds: number): Promise<'held' | 'lost' | 'cancelled'> {
  const [renewed] = await tx.$queryRaw<{ cancelled: boolean }[]>`
    update jobs set lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds}::float8)
    where id = ${jobId}::uuid and fence = ${fence} and state = 'running' returning cancel_requested_at is not null as cancelled`;
  if (renewed === undefined) return 'lost';
  return renewed.cancelled ? 'cancelled' : 'held';
}

/**
 * Locks the job's row for the rest of the transaction, and says whether `fence` still holds it. Every write of a
 * worker stands behind this in the same transaction: a zombie's checkpoint is refused, not overwritten later.
 */
export async function lockFenced(tx: Tx, jobId: string, fence: number): Promise<'held' | 'lost' | 'cancelled'> {
  const found = await tx.$queryRaw<{ fence: number; state: string; cancelled: boolean }[]>`
    select fence, state, cancel_requested_at is not null as cancelled from jobs where id = ${jobId}::uuid for update`;
  const row = found[0];
  if (row === undefined || row.fence !== fence || row.state !== 'running') return 'lost';
  return row.cancelled ? 'cancelled' : 'held';
}

export async function updateJob(tx: Tx, jobId: string, change: { phase?: string; rowsTotal?: number | null; lane?: 'background' }): Promise<void> {
  await tx.job.update({ where: { id: jobId }, data: change });
}

/** Adds finished rows. Progress proves the job is not poison, so the counts of attempts and deaths start anew, and ends a wait. */
export async function addProgress(tx: Tx, jobId: string, rows: number): Promise<void> {
  await tx.$executeRaw`
    update jobs set rows_done = rows_done + ${rows}::bigint, attempts = 0, deaths = 0, waiting = null, waiting_since = null where id = ${jobId}::uuid`;
}

/** Counts finished rows anew, for a job whose rows pass in two turns. */
export async function beginProgress(tx: Tx, jobId: string): Promise<void> {
  await tx.$executeRaw`update jobs set rows_done = 0, claimed_rows = 0, rows_total = null where id = ${jobId}::uuid`;
}

/**
 * Gives the job back so that it can be claimed, at once or after a wait. It keeps its place in line. An attempt that a
 * stopping process broke off does not count: a day of many restarts must not wear a job out.
 */
export async function requeueJob(tx: Tx, jobId: string, afterMs = 0, attempt: 'counts' | 'broken-off' = 'counts'): Promise<void> {
  const forgiven = attempt === 'counts' ? 0 : 1;
  await tx.$executeRaw`
    update jobs set state = 'queued', lease_until = null, attempts = greatest(attempts - ${forgiven}::integer, 0), ready_at = clock_timestamp() + make_interval(secs => ${afterMs / 1000})
    where id = ${jobId}::uuid`;
}

/**
 * Lets the jobs of its portal that wait now go first, if this one had its place without a row of progress: however many of a portal's
 * exports ask a system that does not answer, they do not stand before its others.
 */
export async function goBehind(tx: Tx, jobId: string): Promise<void> {
  await tx.$executeRaw`update jobs set waits_since = clock_timestamp() where id = ${jobId}::uuid and rows_done = claimed_rows`;
}

/**
 * Gives the job back because something it needs is away, with the sentences for the person; `waiting_since` stays that
 * of the first time until there is progress. The attempt does not count: it was not the job that failed.
 */
export async function pauseJob(tx: Tx, jobId: string, why: Waiting, since: number, afterMs: number): Promise<void> {
  await tx.$executeRaw`
    update jobs set state = 'queued', lease_until = null, attempts = greatest(attempts - 1, 0), waiting = ${JSON.stringify(why)}::jsonb,
      waiting_since = coalesce(waiting_since, ${new Date(since)}), ready_at = clock_timestamp() + make_interval(secs => ${afterMs / 1000})
    where id = ${jobId}::uuid`;
}

/** Takes a job out of the line until `releaseJob`: it waits for somebody's agreement. What it has read stays. */
export async function holdJob(tx: Tx, jobId: string): Promise<void> {
  await tx.job.update({ where: { id: jobId }, data: { state: 'held', leaseUntil: null } });
}

/** Puts a held job back into the line. The person has left the click long ago, so it is a background job from here on. */
export async function releaseJob(tx: Tx, jobId: string): Promise<void> {
  await tx.$executeRaw`
    update jobs set state = 'queued', lane = 'background', attempts = 0, ready_at = clock_timestamp(), waits_since = clock_timestamp()
    where id = ${jobId}::uuid and state = 'held'`;
}

/**
 * Gives the job's place to another portal that has none, with the sentences for the person. Its portal's next turn comes behind those
 * that wait now, its place among its portal's jobs stays. Nothing has failed: the attempt does not count.
 */
export async function stepAside(tx: Tx, jobId: string, why: Waiting): Promise<void> {
  await tx.$executeRaw`
    update jobs set state = 'queued', lease_until = null, attempts = greatest(attempts - 1, 0), waiting = ${JSON.stringify(why)}::jsonb,
      waiting_since = coalesce(waiting_since, clock_timestamp()), ready_at = clock_timestamp(), gave_way_at = clock_timestamp()
    where id = ${jobId}::uuid`;
}

export async function endJob(tx: Tx, jobId: string, state: 'ready' | 'failed' | 'cancelled', now: number, error: StoredError | null): Promise<JobRow> {
  await tx.$executeRaw`update jobs set waiting = null, waiting_since = null where id = ${jobId}::uuid and waiting_since is not null`;
  return tx.job.update({
    where: { id: jobId },
    data: { state, finishedAt: new Date(now), leaseUntil: null, ...(error === null ? {} : { error }) },
  });
}

/**
 * Opens a failed or cancelled job for a round that only makes a file of what it has read. False when it is in another
 * state.
 */
export async function reopenForPartial(tx: Tx, jobId: string): Promise<boolean> {
  const reopened = await tx.$executeRaw`
    update jobs set partial = state, state = 'queued', error = null, finished_at = null, attempts = 0, round = round + 1,
      cancel_requested_at = null, lease_until = null, lane = 'background', ready_at = clock_timestamp(), waits_since = clock_timestamp()
    where id = ${jobId}::uuid and state in ('failed', 'cancelled')`;
  return reopened === 1;
}

/** Opens a failed job for another round; its checkpoint stays. False when it was not failed. */
export async function reopenJob(tx: Tx, jobId: string): Promise<boolean> {
  const reopened = await tx.$executeRaw`
    update jobs set state = 'queued', partial = null, error = null, finished_at = null, attempts = 0, round = round + 1,
      cancel_requested_at = null, lease_until = null, lane = 'background', ready_at = clock_timestamp(), waits_since = clock_timestamp()
    where id = ${jobId}::uuid and state = 'failed'`;
  return reopened === 1;
}

/** Marks the wish to stop; false when the job has already ended. */
export async function requestCancel(tx: Tx, jobId: string, now: number): Promise<boolean> {
  const marked = await tx.job.updateMany({
    where: { id: jobId, state: { in: ['queued', 'held', 'running'] } },
    data: { cancelRequestedAt: new Date(now) },
  });
  return marked.count === 1;
}

/** Locks a queued or held job and says so; used to end a cancelled one that no worker has taken yet. */
export async function lockQueued(tx: Tx, jobId: string): Promise<boolean> {
  const found = await tx.$queryRaw<{ id: string }[]>`
    select id from jobs where id = ${jobId}::uuid and state in ('queued', 'held') for update`;
  return found.length === 1;
}

/** Locks a failed or cancelled job for the rest of the transaction and gives it; null for one in another state. */
export async function lockStopped(tx: Tx, jobId: string): Promise<JobRow | null> {
  const found = await tx.$queryRaw<{ id: string }[]>`
    select id from jobs where id = ${jobId}::uuid and state in ('failed', 'cancelled') for update`;
  return found.length === 0 ? null : requireJob(tx, jobId);
}

/** The job whoever owns it; for work that already knows it may see it. Null when it is gone. */
export async function getJob(tx: Tx, jobId: string): Promise<JobRow | null> {
  return tx.job.findUnique({ where: { id: jobId } });
}

/** Like `getJob` for a job that must exist. */
export async function requireJob(tx: Tx, jobId: string): Promise<JobRow> {
  return tx.job.findUniqueOrThrow({ where: { id: jobId } });
}
