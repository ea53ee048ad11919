import type { ListApprovalsResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { mayDecide } from '../policies/index.ts';
import { listAskedBy, listPending } from './approvals.store.ts';
import { showApproval } from './show-approval.ts';

const MOST = 100;
const MOST_OWN = 50;

/** What waits for this person's decision, nothing for whoever may not decide; and what they asked for themselves. */
export async function listApprovals(context: Context, caller: Caller, signal: AbortSignal): Promise<ListApprovalsResponse> {
  const { portalId, userId } = caller;
  const decides = await mayDecide(context, caller, signal);
  return context.database.inPortal(portalId, async (tx) => ({
    approvals: decides ? (await listPending(tx, userId, new Date(context.now()), MOST)).map(showApproval) : [],
    mayDecide: decides,
    mine: (await listAskedBy(tx, userId, MOST_OWN)).map(showApproval),
  }));
}
