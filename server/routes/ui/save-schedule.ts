import { SaveScheduleRequest } from '#contract';
import { saveSchedule } from '../../../src/schedules/index.ts';
import { defineRoute } from './define-route.ts';

export const saveScheduleRoute = defineRoute({
  name: 'save-schedule',
  request: SaveScheduleRequest,
  handle: async (context, caller, request, signal) => ({ schedule: await saveSchedule(context, caller, request, signal) }),
});
