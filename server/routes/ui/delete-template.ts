import { TemplateRequest } from '#contract';
import { deleteTemplate } from '../../../src/templates/index.ts';
import { defineRoute } from './define-route.ts';

export const deleteTemplateRoute = defineRoute({
  name: 'delete-template',
  request: TemplateRequest,
  async handle(context, caller, { templateId }) {
    await deleteTemplate(context, caller, templateId);
    return { deleted: true as const };
  },
});
