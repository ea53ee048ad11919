import { SaveTemplateRequest } from '#contract';
import { saveTemplate } from '../../../src/templates/index.ts';
import { defineRoute } from './define-route.ts';

export const saveTemplateRoute = defineRoute({
  name: 'save-template',
  request: SaveTemplateRequest,
  handle: async (context, caller, request, signal) => ({ template: await saveTemplate(context, caller, request, signal) }),
});
