import { ListJobsRequest } from '#contract';
import type { Job } from '#contract';
import { showJob } from '../../../src/exports/index.ts';
import { listOwnJobs } from '../../../src/jobs/index.ts';
import { defineRoute } from './define-route.ts';

const NEWEST = 50;

export const listJobsRoute = defineRoute({
  name: 'list-jobs',
  request: ListJobsRequest,
  async handle(context, { portalId, userId }) {
    return context.database.inPortal(portalId, async (tx) => {
      const jobs: Job[] = [];
      for (const row of await listOwnJobs(tx, userId, NEWEST)) jobs.push(await showJob(context, tx, row));
      return { jobs };
    });
  },
});
