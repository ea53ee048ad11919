import { JobRequest } from '#contract';
import { listDeliveries } from '../../../src/deliveries/index.ts';
import { defineRoute } from './define-route.ts';

export const listDeliveriesRoute = defineRoute({ name: 'list-deliveries', request: JobRequest, handle: (context, caller, { jobId }) => listDeliveries(context, caller, jobId) });
