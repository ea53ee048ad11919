import type { Context } from '../context/index.ts';
import type { OtherCrashPoint } from './crash-points.ts';
import type { AppError } from '../core/errors/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { supportCode } from '../core/ids/support-code.ts';
import { filePrefix } from '../files/index.ts';
import { endJob, lockFenced, storedError } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { announce } from '../notices/index.ts';
import { sweepLater } from './expire-file.job.ts';

const DAY_MS = 86_400_000;

/**
 * Ends an export that did not reach its file: failed with reason and next step, or cancelled. A failed one keeps its
 * chunks, so that a retry goes on from the checkpoint; a cancelled one leaves no file (F14).
 */
export async function endExport(context: Context, job: JobRow, error: AppError): Promise<void> {
  const portalId = PortalId.parse(String(job.portalId));
  const cancelled = error.code === 'job.cancelled';
  const code = supportCode(context.random);
  const at: (point: OtherCrashPoint) => void = context.crashPoint;
  const ended = await context.database.inPortal(portalId, async (tx) => {
    if ((await lockFenced(tx, job.id, job.fence)) === 'lost') return false;
    const state = cancelled ? 'cancelled' : 'failed';
    const row = await endJob(tx, job.id, state, context.now(), cancelled ? null : storedError(error, code));
    await announce(context, tx, row, state);
    await sweepLater(context, tx, { portalId, jobId: job.id }, cancelled ? null : context.settings.fileDays * DAY_MS);
    return true;
  });
  if (!ended) return;
  at('stop-saved');
  if (cancelled) {
    await context.files.deletePrefix(filePrefix(portalId, 'exports', job.id));
    at('stopped-files-deleted');
    return;
  }
  context.log.error({ portalId, jobId: job.id, code: error.code, supportCode: code, err: error }, 'export failed');
}
