import type { Caller } from '../../access/index.ts';
import type { Context } from '../../context/index.ts';
import { AppError } from '../../core/errors/index.ts';
import { findOwnJob, reopenForPartial, requireJob } from '../../jobs/index.ts';
import type { JobRow } from '../../jobs/index.ts';
import { listKept } from './partial.store.ts';

/**
 * Makes a file of what the caller's failed or cancelled export had read, named and certified as a part. A job that is
 * already at it is answered as it is (double click). Throws job.unknown, job.wrong_state, file.missing.
 */
export async function finishPartial(context: Context, caller: Caller, jobId: string): Promise<JobRow> {
  return context.database.inPortal(caller.portalId, async (tx) => {
    const own = await findOwnJob(tx, caller.userId, jobId);
    if (own === null) throw new AppError('job.unknown');
    const atIt = own.partial !== null && own.state !== 'failed' && own.state !== 'cancelled';
    if (atIt) return own;
    if (own.state !== 'failed' && own.state !== 'cancelled') {
      throw new AppError('job.wrong_state', { userMessage: 'Only of a failed or cancelled export there is a part to give.', fix: 'Refresh the list of your jobs.' });
    }
    if ((await listKept(tx, [jobId])).get(jobId) === undefined) {
      throw new AppError('file.missing', { userMessage: 'Nothing of this export is kept any more, or no row had been read.' });
    }
    await reopenForPartial(tx, jobId);
    return requireJob(tx, jobId);
  });
}
