import { ListAuditRequest } from '#contract';
import { listAudit } from '../../../src/audit/index.ts';
import { requireAdmin } from '../../../src/policies/index.ts';
import { defineRoute } from './define-route.ts';

export const listAuditRoute = defineRoute({
  name: 'list-audit',
  request: ListAuditRequest,
  async handle(context, caller, request, signal) {
    await requireAdmin(context, caller, signal);
    return listAudit(context, caller, request);
  },
});
