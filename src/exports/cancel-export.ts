import type { Caller } from '../access/index.ts';
import { withdrawApproval } from '../approvals/index.ts';
import { writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { tellEnd } from '../deliveries/index.ts';
import { endJob, findOwnJob, lockQueued, requestCancel, requireJob } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { announce } from '../notices/index.ts';
import { expireFileJob } from './expire-file.job.ts';
import { keptMs } from './partial/kept-ms.ts';

/** Stops the caller's own job: a waiting one at once, a running one at its next checkpoint. Throws job.unknown or job.wrong_state. */
export async function cancelExport(context: Context, caller: Caller, jobId: string): Promise<JobRow> {
  return context.database.inPortal(caller.portalId, async (tx) => {
    const own = await findOwnJob(tx, caller.userId, jobId);
    if (own === null) throw new AppError('job.unknown');
    if (!(await requestCancel(tx, jobId, context.now()))) throw new AppError('job.wrong_state', { userMessage: 'This job has already ended.' });
    if (!(await lockQueued(tx, jobId))) return requireJob(tx, jobId);
    const ended = await endJob(tx, jobId, 'cancelled', context.now(), null);
    await withdrawApproval(context, tx, caller, jobId);
    await writeAudit(tx, caller.portalId, { userId: caller.userId, action: own.kind === 'view' ? 'view.cancelled' : 'export.cancelled', subject: jobId, details: {} });
    await announce(context, tx, ended, 'cancelled');
    await tellEnd(context, tx, ended, 'cancelled');
    await context.queue.enqueue(tx, expireFileJob, { portalId: caller.portalId, jobId }, { afterMs: keptMs(context.settings, 'cancelled') });
    return ended;
  });
}
