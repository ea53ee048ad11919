import { JobRequest } from '#contract';
import { cancelExport, showJob } from '../../../src/exports/index.ts';
import { defineRoute } from './define-route.ts';

export const cancelJobRoute = defineRoute({
  name: 'cancel-job',
  request: JobRequest,
  async handle(context, caller, { jobId }) {
    const row = await cancelExport(context, caller, jobId);
    return { job: await context.database.inPortal(caller.portalId, (tx) => showJob(context, tx, row)) };
  },
});
