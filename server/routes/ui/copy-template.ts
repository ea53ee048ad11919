import { CopyTemplateRequest } from '#contract';
import { copyTemplate } from '../../../src/templates/index.ts';
import { defineRoute } from './define-route.ts';

export const copyTemplateRoute = defineRoute({
  name: 'copy-template',
  request: CopyTemplateRequest,
  handle: async (context, caller, request, signal) => ({ template: await copyTemplate(context, caller, request, signal) }),
});
