import type { StartExportResponse } from '#contract';
import type { Caller } from '../../../src/access/index.ts';
import type { Context } from '../../../src/context/index.ts';
import { createLink } from '../../../src/downloads/index.ts';
import { showJob } from '../../../src/exports/index.ts';
import type { JobRow } from '../../../src/jobs/index.ts';

/** What a click that started an export is answered: the job, and a link where its file was made in the click. */
export async function answerStarted(context: Context, caller: Caller, row: JobRow): Promise<StartExportResponse> {
  const job = await context.database.inPortal(caller.portalId, (tx) => showJob(context, tx, row));
  const link = job.state === 'ready' && job.lane === 'immediate' ? await createLink(context, caller, job.id, 'click') : null;
  return { job, link };
}
