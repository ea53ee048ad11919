import { ListTemplatesRequest } from '#contract';
import { listTemplates } from '../../../src/templates/index.ts';
import { defineRoute } from './define-route.ts';

export const listTemplatesRoute = defineRoute({
  name: 'list-templates',
  request: ListTemplatesRequest,
  handle: listTemplates,
});
