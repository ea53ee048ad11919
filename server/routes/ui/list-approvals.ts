import { ListApprovalsRequest } from '#contract';
import { listApprovals } from '../../../src/approvals/index.ts';
import { rememberReader } from '../../../src/readers/index.ts';
import { defineRoute } from './define-route.ts';

export const listApprovalsRoute = defineRoute({
  name: 'list-approvals',
  request: ListApprovalsRequest,
  async handle(context, caller, { reader }, signal) {
    // Who decides is asked by mail, also before they ever export something.
    await rememberReader(context, caller, reader);
    return listApprovals(context, caller, signal);
  },
});
