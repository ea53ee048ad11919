import { DecideApprovalRequest } from '#contract';
import { decideApproval } from '../../../src/approvals/index.ts';
import { defineRoute } from './define-route.ts';

export const decideApprovalRoute = defineRoute({
  name: 'decide-approval',
  request: DecideApprovalRequest,
  handle: async (context, caller, request, signal) => ({ approval: await decideApproval(context, caller, request, signal) }),
});
