import { JobRequest } from '#contract';
import { finishPartial, showJob } from '../../../src/exports/index.ts';
import { defineRoute } from './define-route.ts';

export const finishPartialRoute = defineRoute({
  name: 'finish-partial',
  request: JobRequest,
  async handle(context, caller, { jobId }) {
    const row = await finishPartial(context, caller, jobId);
    return { job: await context.database.inPortal(caller.portalId, (tx) => showJob(context, tx, row)) };
  },
});
