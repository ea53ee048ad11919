import { ListSchedulesRequest } from '#contract';
import { listSchedules } from '../../../src/schedules/index.ts';
import { defineRoute } from './define-route.ts';

export const listSchedulesRoute = defineRoute({
  name: 'list-schedules',
  request: ListSchedulesRequest,
  handle: (context, caller) => listSchedules(context, caller),
});
