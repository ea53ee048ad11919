import type { Context } from '../context/index.ts';
import { AppError, toAppError } from '../core/errors/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { backoff, defineLineJob, goBehind, lockFenced, requeueJob } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import type { OtherCrashPoint } from './crash-points.ts';
import { stopExport } from './stop-export.ts';
import { executeExport } from './execute-export.ts';
import { makeWay } from './make-way.ts';
import { judgeWait, pauseExport } from './pause-export.ts';

/** Attempts without any progress after which a job is given up: it would only take a worker down again (T66). */
const MAX_ATTEMPTS = 8;

/** Takes an export up wherever it stands. */
export const runExportJob = defineLineJob<Context>({
  kind: 'export',
  async run(context, job, signal, giveWay) {
    if (job.attempts > MAX_ATTEMPTS) return stopExport(context, job, new AppError('job.attempts_exhausted'));
    try {
      if ((await executeExport(context, job, 'background', { signal, giveWay })) === 'gave-way') await makeWay(context, job);
    } catch (thrown) {
      await settle(context, job, thrown, signal);
    }
  },
  putAside: (context, job, how) => stopExport(context, job, new AppError('job.attempts_exhausted', { detail: `its process ended by ${how}` })),
});

async function settle(context: Context, job: JobRow, thrown: unknown, signal: AbortSignal): Promise<void> {
  const portalId = PortalId.parse(String(job.portalId));
  const error = toAppError(thrown);
  if (error.code === 'job.lease_lost') return;
  if (error.code === 'job.cancelled') return stopExport(context, job, error);
  if (signal.aborted) {
    // This process is stopping: hand the job back at once, whatever error the stop has caused.
    await giveBack(context, job, portalId, 0, 'broken-off');
    return;
  }
  const wait = judgeWait(context, job, error);
  if (wait === 'wait') return pauseExport(context, job, error);
  if (wait === 'too-long' || error.retry === 'never' || job.attempts >= MAX_ATTEMPTS) return stopExport(context, job, error);

  const waitMs = backoff(error.retry, job.attempts, context.random);
  context.log.warn({ portalId, jobId: job.id, attempt: job.attempts, code: error.code, err: error.cause, waitMs }, 'export will be tried again');
  await giveBack(context, job, portalId, waitMs, 'counts');
}

async function giveBack(context: Context, job: JobRow, portalId: PortalId, afterMs: number, attempt: 'counts' | 'broken-off'): Promise<void> {
  const held = await context.database.inPortal(portalId, async (tx) => {
    const state = await lockFenced(tx, job.id, job.fence);
    if (state === 'held') await requeueJob(tx, job.id, afterMs, attempt);
    if (state === 'held' && attempt === 'counts') await goBehind(tx, job.id);
    return state;
  });
  // Asked while the failure was on its way here: nobody looks at a job that waits for its next try.
  if (held === 'cancelled') return stopExport(context, job, new AppError('job.cancelled'));
  context.crashPoint('given-back' satisfies OtherCrashPoint);
}
