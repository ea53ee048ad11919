import { ListJobsRequest } from '#contract';
import { listOwnJobs } from '../../../src/exports/index.ts';
import { defineRoute } from './define-route.ts';

/** 50 jobs are about 40 kB of the megabyte that a card may get. */
const PAGE = 50;

export const listJobsRoute = defineRoute({
  name: 'list-jobs',
  request: ListJobsRequest,
  beginsEarly: true,
  async handle(context, caller, { before }) {
    // One more than shown tells whether there are older ones.
    const jobs = await listOwnJobs(context, caller, { limit: PAGE + 1, before: before ?? null });
    return { jobs: jobs.slice(0, PAGE), older: jobs.length > PAGE };
  },
});
