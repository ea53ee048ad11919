import { ListChoicesRequest } from '#contract';
import { listChoices } from '../../../src/connections/index.ts';
import { defineRoute } from './define-route.ts';

export const listChoicesRoute = defineRoute({
  name: 'list-choices',
  request: ListChoicesRequest,
  handle: (context, { portalId, userId }, request, signal) => listChoices(context, { portalId, userId, verb: 'view', lane: 'person', signal }, request),
});
