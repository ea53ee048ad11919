import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { forgetRefusals } from '../hubspot/index.ts';
import { findOwnJob, reopenJob, requireJob } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { hasSheets } from './exports.store.ts';

/** Lets the caller's failed export go on from its checkpoint. A job that already goes on is answered as it is (double click). */
export async function retryExport(context: Context, caller: Caller, jobId: string): Promise<JobRow> {
  return context.database.inPortal(caller.portalId, async (tx) => {
    const own = await findOwnJob(tx, caller.userId, jobId);
    if (own === null) throw new AppError('job.unknown');
    if (own.kind === 'export' && own.state === 'failed' && !(await hasSheets(tx, jobId))) {
      throw new AppError('job.wrong_state', { userMessage: 'This run never began, so it cannot go on.', fix: 'Run its template now, or wait for its next time.' });
    }
    const reopened = await reopenJob(tx, jobId);
    // The person says that what HubSpot refused is mended now; a few calls show whether it is.
    if (reopened) await forgetRefusals(tx, caller.portalId);
    if (!reopened && own.state !== 'queued' && own.state !== 'running') {
      throw new AppError('job.wrong_state', { userMessage: 'Only a failed job can be tried again.', fix: 'Start a new export.' });
    }
    return requireJob(tx, jobId);
  });
}
