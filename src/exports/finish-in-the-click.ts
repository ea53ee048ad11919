import type { Context } from '../context/index.ts';
import { AppError, toAppError } from '../core/errors/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { claimJob, lockFenced, requeueJob, requireJob, updateJob } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { announce } from '../notices/index.ts';
import type { OtherCrashPoint } from './crash-points.ts';
import { stopExport } from './stop-export.ts';
import { executeExport } from './execute-export.ts';

/** Who waits in front of a card gives way to nobody: the deadline is short. */
const NEVER = new AbortController().signal;

/**
 * The immediate lane: the same engine, run in the request. What is not done by the deadline carries on in the
 * background from the chunks it has; the person is told so, and nothing is read twice (S0.7).
 */
export async function finishInTheClick(context: Context, queued: JobRow, signal: AbortSignal): Promise<JobRow> {
  const portalId = PortalId.parse(String(queued.portalId));
  const claimed = await context.database.inPortal(portalId, (tx) => claimJob(tx, queued.id, context.settings.leaseSeconds));
  if (claimed === null) return queued;

  const deadline = AbortSignal.timeout(context.settings.immediateDeadlineMs);
  try {
    await executeExport(context, claimed, 'person', { signal: AbortSignal.any([signal, deadline]), giveWay: NEVER });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'job.cancelled' || (error.retry === 'never' && error.code !== 'job.lease_lost' && !deadline.aborted && !signal.aborted)) {
      await stopExport(context, claimed, error);
    } else {
      await moveToBackground(context, portalId, claimed);
    }
  }
  return context.database.inPortal(portalId, (tx) => requireJob(tx, queued.id));
}

async function moveToBackground(context: Context, portalId: PortalId, job: JobRow): Promise<void> {
  const held = await context.database.inPortal(portalId, async (tx) => {
    const state = await lockFenced(tx, job.id, job.fence);
    if (state !== 'held') return state;
    await updateJob(tx, job.id, { lane: 'background' });
    await requeueJob(tx, job.id);
    await announce(context, tx, job, 'started');
    return state;
  });
  // Asked while the deadline passed: nobody wants to read that it has started.
  if (held === 'cancelled') return stopExport(context, job, new AppError('job.cancelled'));
  context.crashPoint('given-back' satisfies OtherCrashPoint);
}
