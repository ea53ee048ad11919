import { RunTemplateRequest } from '#contract';
import { rememberReader } from '../../../src/readers/index.ts';
import { runTemplate } from '../../../src/templates/index.ts';
import { answerStarted } from './answer-started.ts';
import { defineRoute } from './define-route.ts';

export const runTemplateRoute = defineRoute({
  name: 'run-template',
  request: RunTemplateRequest,
  async handle(context, caller, { reader, ...request }, signal) {
    // First: what a small export sends goes out before its click is answered.
    await rememberReader(context, caller, reader);
    return answerStarted(context, caller, await runTemplate(context, caller, request, signal));
  },
});
