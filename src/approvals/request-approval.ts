import { writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { holdJob, requireJob } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { announce, askByMail } from '../notices/index.ts';
import { policyOf } from '../policies/index.ts';
import { insertApproval } from './approvals.store.ts';
import { expireApprovalJob } from './expire-approval.job.ts';

/** Why an export has to wait, how large it is, and who is to be asked. */
export type Held = { readonly why: string; readonly rows: number | null; readonly approvers: readonly { readonly userId: string; readonly email: string }[] };

/**
 * Takes a job out of the line until somebody else agrees, in the caller's transaction: job, request, notices, log and the
 * end of the wait appear together.
 */
export async function requestApproval(context: Context, tx: Tx, job: JobRow, { why, rows, approvers }: Held): Promise<JobRow> {
  const portalId = PortalId.parse(String(job.portalId));
  const { expiresAfterHours } = (await policyOf(tx, portalId)).approval;
  const createdAt = new Date(context.now());
  const expiresAt = new Date(createdAt.getTime() + expiresAfterHours * 3_600_000);
  await holdJob(tx, job.id);
  await insertApproval(tx, portalId, { jobId: job.id, requestedBy: job.userId, requestedEmail: job.userEmail, rows, why, createdAt, expiresAt });
  await writeAudit(tx, portalId, { userId: job.userId, action: 'approval.requested', subject: job.id, details: { rows, why } });
  await announce(context, tx, job, 'held');
  const others = approvers.filter(({ userId, email }) => userId !== job.userId && email.toLowerCase() !== job.userEmail.toLowerCase());
  for (const approver of others) await askByMail(context, tx, job, approver);
  await context.queue.enqueue(tx, expireApprovalJob, { portalId, jobId: job.id }, { afterMs: expiresAt.getTime() - createdAt.getTime() });
  return requireJob(tx, job.id);
}
