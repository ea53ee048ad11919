import { JobRequest } from '#contract';
import { AppError } from '../../../src/core/errors/index.ts';
import { createLink } from '../../../src/downloads/index.ts';
import { findOwnJob } from '../../../src/jobs/index.ts';
import { defineRoute } from './define-route.ts';

export const createLinkRoute = defineRoute({
  name: 'create-link',
  request: JobRequest,
  async handle(context, caller, { jobId }) {
    const own = await context.database.inPortal(caller.portalId, (tx) => findOwnJob(tx, caller.userId, jobId));
    if (own === null) throw new AppError('job.unknown');
    return createLink(context, caller, jobId, 'click');
  },
});
