import { ListJobsRequest } from '#contract';
import { showJobs } from '../../../src/exports/index.ts';
import { listOwnJobs } from '../../../src/jobs/index.ts';
import { defineRoute } from './define-route.ts';

const NEWEST = 50;

export const listJobsRoute = defineRoute({
  name: 'list-jobs',
  request: ListJobsRequest,
  async handle(context, { portalId, userId }) {
    const jobs = await context.database.inPortal(portalId, async (tx) => showJobs(context, tx, await listOwnJobs(tx, userId, NEWEST)));
    return { jobs };
  },
});
