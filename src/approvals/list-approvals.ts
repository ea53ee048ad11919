import type { ListApprovalsResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { mayDecide } from '../policies/index.ts';
import { listPending } from './approvals.store.ts';
import { showApproval } from './show-approval.ts';

const MOST = 100;

/** What waits for this person's decision; nothing for whoever may not decide. */
export async function listApprovals(context: Context, caller: Caller, signal: AbortSignal): Promise<ListApprovalsResponse> {
  if (!(await mayDecide(context, caller, signal))) return { approvals: [] };
  const pending = await context.database.inPortal(caller.portalId, (tx) => listPending(tx, caller.userId, new Date(context.now()), MOST));
  return { approvals: pending.map(showApproval) };
}
