import type { Context } from '../context/index.ts';
import type { AppError } from '../core/errors/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { supportCode } from '../core/ids/support-code.ts';
import { endJob, lockFenced, storedError } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { announce } from '../notices/index.ts';

/** Ends a view that did not come to its end: failed with reason and next step, or cancelled. */
export async function stopView(context: Context, job: JobRow, error: AppError): Promise<void> {
  const portalId = PortalId.parse(String(job.portalId));
  const state = error.code === 'job.cancelled' ? 'cancelled' : 'failed';
  const code = supportCode(context.random);
  const ended = await context.database.inPortal(portalId, async (tx) => {
    if ((await lockFenced(tx, job.id, job.fence)) === 'lost') return null;
    const row = await endJob(tx, job.id, state, context.now(), state === 'cancelled' ? null : storedError(error, code));
    await announce(context, tx, row, state);
    return row;
  });
  if (ended === null) return;
  context.metrics.jobEnded(ended);
  if (state === 'failed') context.log.warn({ portalId, jobId: job.id, code: error.code, supportCode: code, err: error }, 'view failed');
}
