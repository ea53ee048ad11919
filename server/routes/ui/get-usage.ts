import { GetUsageRequest } from '#contract';
import { showUsage } from '../../../src/usage/index.ts';
import { defineRoute } from './define-route.ts';

export const getUsageRoute = defineRoute({ name: 'get-usage', request: GetUsageRequest, handle: (context, caller, _request, signal) => showUsage(context, caller, signal) });
