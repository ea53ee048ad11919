import { ListPlacesRequest } from '#contract';
import { listPlaces } from '../../../src/connections/index.ts';
import { listPeople, requireAdmin } from '../../../src/policies/index.ts';
import { defineRoute } from './define-route.ts';

export const listPlacesRoute = defineRoute({
  name: 'list-places',
  request: ListPlacesRequest,
  async handle(context, caller, _request, signal) {
    await requireAdmin(context, caller, signal);
    const { portalId, userId } = caller;
    const [places, people] = await Promise.all([
      listPlaces(context, { portalId, userId, verb: 'view', lane: 'person', signal }),
      listPeople(context, { portalId, lane: 'person', signal }),
    ]);
    return { places, ...people };
  },
});
