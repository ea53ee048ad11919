import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { findFile, linkToSend } from '../downloads/index.ts';
import { requireJob, StoredError } from '../jobs/index.ts';
import type { Outputs } from './define-workflow-action.ts';
import { failedOutputs } from './failed-outputs.ts';

/** What the workflow goes on with when its job has ended. The link is made anew for each try and stored nowhere. */
export async function outputsOfJob(context: Context, portal: bigint, jobId: string): Promise<Outputs> {
  const portalId = PortalId.parse(String(portal));
  const { job, file } = await context.database.inPortal(portalId, async (tx) => ({ job: await requireJob(tx, jobId), file: await findFile(tx, jobId) }));
  if (job.state !== 'ready') return failedOutputs(reasonOf(job), job.state);
  try {
    const { url } = await linkToSend(context, { portalId, userId: job.userId }, jobId);
    return { hs_execution_state: 'SUCCESS', status: 'ready', link: url, rows: String(file?.rows ?? 0), size: String(file?.bytes ?? 0) };
  } catch (error) {
    // The right was taken away, or the file is gone again: no wait will change that.
    if (error instanceof AppError && error.retry === 'never' && error.code !== 'portal.needs_reauth') return failedOutputs(error);
    throw error;
  }
}

function reasonOf(job: { readonly state: string; readonly error: unknown }): { userMessage: string; fix: string } {
  const stored = StoredError.safeParse(job.error);
  if (stored.success) return { userMessage: stored.data.message, fix: `${stored.data.fix} Support code: ${stored.data.supportCode}` };
  return job.state === 'cancelled' ? new AppError('job.cancelled') : new AppError('internal');
}
