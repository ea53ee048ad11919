import { openTable } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import { AppError, toAppError } from '../core/errors/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { addProgress, backoff, defineLineJob, endJob, holdLease, lockFenced, requeueJob } from '../jobs/index.ts';
import type { JobRow, Lease } from '../jobs/index.ts';
import { announce } from '../notices/index.ts';
import { stopView } from './stop-view.ts';
import { KEPT_MS } from './kept-ms.ts';
import { findViewOfJob, saveProgress } from './kept-views.store.ts';
import type { KeptView } from './kept-views.store.ts';
import { readView } from './read-view.ts';
import { sameRights } from './same-rights.ts';
import { newProgress } from './view-progress.ts';

/** Tries without any progress; somebody waits, and an answer tomorrow is of no use to them. */
const MAX_ATTEMPTS = 4;
/** One try has this long for the next slice or answer, far more than a click. */
const PATIENCE_MS = 180_000;
/** A source may say nothing for long: how often a waiting job looks whether it was cancelled. */
const LOOK_MS = 1_000;
/** What a card request may answer, with room for the frame. */
const MAX_BYTES = 900_000;

/** Brings a view to its end that was slower than its click, from where that stopped. Every slice is kept as soon as it is there. */
export const runViewJob = defineLineJob<Context>({
  kind: 'view',
  async run(context, job, signal) {
    if (job.attempts > MAX_ATTEMPTS) return stopView(context, job, new AppError('job.attempts_exhausted'));
    const portalId = PortalId.parse(String(job.portalId));
    const lease = holdLease({ database: context.database, portalId, jobId: job.id, fence: job.fence, leaseSeconds: context.settings.leaseSeconds, signal, now: context.now });
    try {
      await finishView(context, portalId, job, lease);
    } catch (thrown) {
      await settle(context, portalId, job, toAppError(thrown), signal);
    } finally {
      lease.release();
    }
  },
  putAside: (context, job, how) => stopView(context, job, new AppError('job.attempts_exhausted', { detail: `its process ended by ${how}` })),
});

async function finishView(context: Context, portalId: PortalId, job: JobRow, lease: Lease): Promise<void> {
  const kept = await context.database.inPortal(portalId, (tx) => findViewOfJob(tx, job.id));
  if (kept === null) throw new AppError('job.cancelled', { detail: 'the kept view was deleted' });
  const stopped = new AbortController();
  const looking = setInterval(() => void lease.write(() => Promise.resolve()).catch((thrown: unknown) => stopped.abort(thrown)), LOOK_MS);
  try {
    await readRest(context, { portalId, job, kept, lease, signal: AbortSignal.any([lease.signal, stopped.signal, AbortSignal.timeout(PATIENCE_MS)]) });
  } catch (thrown) {
    // The reason, not the echo it caused in the source.
    throw stopped.signal.aborted ? stopped.signal.reason : thrown;
  } finally {
    clearInterval(looking);
  }
}

type Rest = { readonly portalId: PortalId; readonly job: JobRow; readonly kept: KeptView; readonly lease: Lease; readonly signal: AbortSignal };

async function readRest(context: Context, { portalId, job, kept, lease, signal }: Rest): Promise<void> {
  const table = await openTable(context, { portalId, userId: job.userId, verb: 'view', lane: 'background', signal, purpose: { area: 'views' } }, kept.request.query);
  // The settings were changed meanwhile: what was read are rows of another table, and so is the place where the page begins.
  if (kept.shape !== (table.query.table.shape ?? null)) throw new AppError('job.cancelled', { detail: 'the table has another shape now' });
  const same = sameRights(kept.access, table.rights);
  // Rows read with other rights are no part of what the person may see now.
  const progress = same ? kept.progress : newProgress(kept.cursor);
  const access = table.rights;
  const asOf = new Date(context.now());
  let saved = same ? kept.progress.rows.length : 0;

  const grown = (): Promise<void> => lease.write(async (tx) => {
    if (Buffer.byteLength(JSON.stringify(progress)) > MAX_BYTES) {
      throw new AppError('request.too_large', { userMessage: 'This page of the table is too large to show.', fix: 'Choose fewer columns, or export the table.' });
    }
    if (!(await saveProgress(tx, job.id, { progress, access, ...(same ? {} : { asOf }) }))) throw new AppError('job.cancelled');
    if (progress.rows.length > saved) await addProgress(tx, job.id, progress.rows.length - saved);
    saved = progress.rows.length;
  });
  await readView(context, table, progress, { size: kept.request.pageSize ?? 25, signal, grown });

  const ended = await lease.write(async (tx) => {
    const now = context.now();
    if (!(await saveProgress(tx, job.id, { until: new Date(now + KEPT_MS) }))) throw new AppError('job.cancelled');
    const row = await endJob(tx, job.id, 'ready', now, null);
    await announce(context, tx, row, 'ready');
    return row;
  });
  context.metrics.jobEnded(ended);
}

async function settle(context: Context, portalId: PortalId, job: JobRow, error: AppError, stopping: AbortSignal): Promise<void> {
  if (error.code === 'job.lease_lost') return;
  if (error.code === 'job.cancelled') return stopView(context, job, error);
  const attempt = stopping.aborted ? 'broken-off' : 'counts';
  if (attempt === 'counts' && (error.retry === 'never' || job.attempts >= MAX_ATTEMPTS)) return stopView(context, job, error);
  const waitMs = stopping.aborted || error.retry === 'never' ? 0 : backoff(error.retry, job.attempts, context.random);
  context.log.warn({ portalId, jobId: job.id, attempt: job.attempts, code: error.code, waitMs }, 'view will be tried again');
  const held = await context.database.inPortal(portalId, async (tx) => {
    const state = await lockFenced(tx, job.id, job.fence);
    if (state === 'held') await requeueJob(tx, job.id, waitMs, attempt);
    return state;
  });
  if (held === 'cancelled') await stopView(context, job, new AppError('job.cancelled'));
}
