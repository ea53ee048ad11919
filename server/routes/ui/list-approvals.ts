import { ListApprovalsRequest } from '#contract';
import { listApprovals } from '../../../src/approvals/index.ts';
import { defineRoute } from './define-route.ts';

export const listApprovalsRoute = defineRoute({ name: 'list-approvals', request: ListApprovalsRequest, handle: (context, caller, _request, signal) => listApprovals(context, caller, signal) });
