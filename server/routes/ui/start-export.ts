import { StartExportRequest } from '#contract';
import { startExport } from '../../../src/exports/index.ts';
import { answerStarted } from './answer-started.ts';
import { defineRoute } from './define-route.ts';

export const startExportRoute = defineRoute({
  name: 'start-export',
  request: StartExportRequest,
  handle: async (context, caller, request, signal) => answerStarted(context, caller, await startExport(context, caller, request, signal)),
});
