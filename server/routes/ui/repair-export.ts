import { RepairExportRequest } from '#contract';
import { startRepair } from '../../../src/exports/index.ts';
import { answerStarted } from './answer-started.ts';
import { defineRoute } from './define-route.ts';

export const repairExportRoute = defineRoute({
  name: 'repair-export',
  request: RepairExportRequest,
  handle: async (context, caller, request, signal) => answerStarted(context, caller, await startRepair(context, caller, request, signal)),
});
