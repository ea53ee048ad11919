import type { Approval } from '#contract';
import { openDecision } from '../access/index.ts';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { findApprover } from '../policies/index.ts';
import { findApproval } from './approvals.store.ts';
import { showApproval } from './show-approval.ts';

/**
 * The request and the approver behind a link in a mail. The link says only who was asked; whether they may decide is
 * what the policy says now. Throws link.invalid.
 */
export async function readApprovalLink(context: Context, token: string, signal: AbortSignal): Promise<{ readonly approver: Caller; readonly approval: Approval }> {
  const claims = await openDecision(context.tokenKeys, token, context.now());
  const approver = await findApprover(context, claims.portalId, claims.email, signal);
  const asked = await context.database.inPortal(claims.portalId, (tx) => findApproval(tx, claims.jobId));
  if (approver === null || asked === null) throw new AppError('link.invalid', { fix: 'Open the list of requests in Siderail’s settings.' });
  return { approver: { portalId: claims.portalId, userId: approver.userId, userEmail: approver.email }, approval: showApproval(asked) };
}
