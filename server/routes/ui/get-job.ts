import { JobRequest } from '#contract';
import { AppError } from '../../../src/core/errors/index.ts';
import { showJob } from '../../../src/exports/index.ts';
import { findOwnJob } from '../../../src/jobs/index.ts';
import { defineRoute } from './define-route.ts';

export const getJobRoute = defineRoute({
  name: 'get-job',
  request: JobRequest,
  beginsEarly: true,
  async handle(context, { portalId, userId }, { jobId }) {
    return context.database.inPortal(portalId, async (tx) => {
      const row = await findOwnJob(tx, userId, jobId);
      if (row === null) throw new AppError('job.unknown');
      return { job: await showJob(context, tx, row) };
    });
  },
});
