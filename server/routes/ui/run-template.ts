import { RunTemplateRequest } from '#contract';
import { runTemplate } from '../../../src/templates/index.ts';
import { answerStarted } from './answer-started.ts';
import { defineRoute } from './define-route.ts';

export const runTemplateRoute = defineRoute({
  name: 'run-template',
  request: RunTemplateRequest,
  handle: async (context, caller, request, signal) => answerStarted(context, caller, await runTemplate(context, caller, request, signal)),
});
