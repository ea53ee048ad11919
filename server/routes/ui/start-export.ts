import { StartExportRequest } from '#contract';
import { startExport } from '../../../src/exports/index.ts';
import { rememberReader } from '../../../src/readers/index.ts';
import { answerStarted } from './answer-started.ts';
import { defineRoute } from './define-route.ts';

export const startExportRoute = defineRoute({
  name: 'start-export',
  request: StartExportRequest,
  async handle(context, caller, { reader, ...request }, signal) {
    // First: what a small export sends goes out before its click is answered.
    await rememberReader(context, caller, reader);
    return answerStarted(context, caller, await startExport(context, caller, request, signal));
  },
});
