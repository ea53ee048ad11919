import { JobRequest } from '#contract';
import { retryExport, showJob } from '../../../src/exports/index.ts';
import { defineRoute } from './define-route.ts';

export const retryJobRoute = defineRoute({
  name: 'retry-job',
  request: JobRequest,
  async handle(context, caller, { jobId }) {
    const row = await retryExport(context, caller, jobId);
    return { job: await context.database.inPortal(caller.portalId, (tx) => showJob(context, tx, row)) };
  },
});
