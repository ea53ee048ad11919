import { ListAuditRequest } from '#contract';
import { listAudit } from '../../../src/audit/index.ts';
import { listPeople, requireAdmin } from '../../../src/policies/index.ts';
import { defineRoute } from './define-route.ts';

export const listAuditRoute = defineRoute({
  name: 'list-audit',
  request: ListAuditRequest,
  async handle(context, caller, request, signal) {
    await requireAdmin(context, caller, signal);
    const [page, found] = await Promise.all([
      listAudit(context, caller, request),
      request.names === true ? listPeople(context, { portalId: caller.portalId, lane: 'person', signal }) : { people: [] },
    ]);
    return { ...page, names: Object.fromEntries(found.people.map(({ userId, name }) => [userId, name])) };
  },
});
