import { JobRequest } from '#contract';
import { listShares } from '../../../src/shares/index.ts';
import { defineRoute } from './define-route.ts';

export const listSharesRoute = defineRoute({ name: 'list-shares', request: JobRequest, handle: (context, caller, { jobId }, signal) => listShares(context, caller, jobId, signal) });
