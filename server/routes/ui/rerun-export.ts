import { RerunExportRequest } from '#contract';
import { rerunExport } from '../../../src/exports/index.ts';
import { answerStarted } from './answer-started.ts';
import { defineRoute } from './define-route.ts';

export const rerunExportRoute = defineRoute({
  name: 'rerun-export',
  request: RerunExportRequest,
  handle: async (context, caller, request, signal) => answerStarted(context, caller, await rerunExport(context, caller, request, signal)),
});
