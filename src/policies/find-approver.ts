import type { PolicyPerson } from '#contract';
import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { listApprovers } from './list-approvers.ts';
import { mayDecide } from './may-decide.ts';

/** The approver with this address, as the policy stands now; null when they are none any more. */
export async function findApprover(context: Context, portalId: PortalId, email: string, signal: AbortSignal): Promise<PolicyPerson | null> {
  const approvers = await listApprovers(context, portalId, { lane: 'person', signal });
  const named = approvers.find((approver) => approver.email.toLowerCase() === email.toLowerCase());
  if (named === undefined || !(await mayDecide(context, { portalId, userId: named.userId }, signal))) return null;
  return named;
}
