import { writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import type { AppError } from '../core/errors/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { supportCode } from '../core/ids/support-code.ts';
import { tellEnd } from '../deliveries/index.ts';
import { endJob, lockFenced, storedError } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { announce } from '../notices/index.ts';
import type { OtherCrashPoint } from './crash-points.ts';
import { expireFileJob } from './expire-file.job.ts';
import { keptMs } from './partial/kept-ms.ts';

/**
 * Ends an export that did not reach its file: failed with reason and next step, or cancelled. Its chunks are kept for a
 * time, so that a retry of a failed one goes on from the checkpoint and a part can be given of either; then they are
 * deleted (F14).
 */
export async function stopExport(context: Context, job: JobRow, error: AppError): Promise<void> {
  const portalId = PortalId.parse(String(job.portalId));
  const state = error.code === 'job.cancelled' ? 'cancelled' : 'failed';
  const code = supportCode(context.random);
  const ended = await context.database.inPortal(portalId, async (tx) => {
    if ((await lockFenced(tx, job.id, job.fence)) === 'lost') return null;
    const row = await endJob(tx, job.id, state, context.now(), state === 'cancelled' ? null : storedError(error, code));
    await announce(context, tx, row, state);
    await tellEnd(context, tx, row, state);
    await writeAudit(tx, portalId, { userId: row.userId, action: `export.${state}`, subject: row.id, details: state === 'failed' ? { code: error.code, supportCode: code } : {} });
    await context.queue.enqueue(tx, expireFileJob, { portalId, jobId: job.id }, { afterMs: keptMs(context.settings, state) });
    return row;
  });
  if (ended === null) return;
  context.metrics.jobEnded(ended);
  context.crashPoint('stop-saved' satisfies OtherCrashPoint);
  if (state === 'cancelled') return;
  context.log.error({ portalId, jobId: job.id, code: error.code, supportCode: code, err: error }, 'export failed');
}
