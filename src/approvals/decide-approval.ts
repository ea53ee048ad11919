import type { Approval } from '#contract';
import type { Caller } from '../access/index.ts';
import { writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { getJob, releaseJob } from '../jobs/index.ts';
import { announce } from '../notices/index.ts';
import { mayDecide } from '../policies/index.ts';
import { findApproval, settleApproval } from './approvals.store.ts';
import { showApproval } from './show-approval.ts';

export type DecisionOf = { readonly jobId: string; readonly decision: 'approve' | 'refuse'; readonly reason?: string | undefined };

/**
 * Settles a request, once: approved, the job goes on where it stands; refused, a worker ends it with the reason, so that
 * one place ends jobs and sends their notice. Whoever may not decide gets the answer of an unknown request. Throws
 * approval.unknown, approval.own, approval.decided, request.invalid.
 */
export async function decideApproval(context: Context, caller: Caller, { jobId, decision, reason }: DecisionOf, signal: AbortSignal): Promise<Approval> {
  const { portalId, userId, userEmail } = caller;
  const text = reason?.trim() ?? '';
  if (decision === 'refuse' && text === '') throw new AppError('request.invalid', { userMessage: 'A refusal needs a reason.', fix: 'Say in a sentence what is wrong with this export.' });
  const decider = await mayDecide(context, caller, signal);
  return context.database.inPortal(portalId, async (tx) => {
    const asked = await findApproval(tx, jobId);
    if (asked === null) throw new AppError('approval.unknown');
    if (asked.requestedBy === userId || asked.requestedEmail.toLowerCase() === userEmail.toLowerCase()) throw new AppError('approval.own');
    if (!decider) throw new AppError('approval.unknown');
    const at = new Date(context.now());
    const state = decision === 'approve' ? 'approved' : 'refused';
    const job = await getJob(tx, jobId);
    const open = job?.state === 'held' && asked.expiresAt > at;
    if (!open || !(await settleApproval(tx, jobId, { state, by: { userId, email: userEmail }, reason: text === '' ? null : text, at }))) {
      throw new AppError('approval.decided', { userMessage: described(asked.state, asked.decidedEmail) });
    }
    await writeAudit(tx, portalId, { userId, action: `approval.${state}`, subject: jobId, details: { requestedBy: asked.requestedBy, reason: text } });
    if (state === 'approved') await announce(context, tx, job, 'approved');
    await releaseJob(tx, jobId);
    return showApproval((await findApproval(tx, jobId))!);
  });
}

function described(state: string, by: string | null): string {
  switch (state) {
    case 'approved': return `This export was already approved by ${by}.`;
    case 'refused': return `This export was already refused by ${by}.`;
    case 'withdrawn': return 'This export was cancelled by whoever asked for it.';
    case 'expired': return 'The time for this decision is over.';
    default: return 'This export no longer waits for a decision.';
  }
}
