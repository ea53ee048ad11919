import { PreviewScheduleRequest } from '#contract';
import { previewSchedule } from '../../../src/schedules/index.ts';
import { defineRoute } from './define-route.ts';

export const previewScheduleRoute = defineRoute({
  name: 'preview-schedule',
  request: PreviewScheduleRequest,
  handle: (context, caller, request) => previewSchedule(context, caller, request),
});
