import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import type { JobRow } from '../jobs/index.ts';
import { accountOf, mayMail } from '../policies/index.ts';
import { insertNotice } from './notices.store.ts';
import { sendNoticeJob } from './send-notice.job.ts';

/** Asks an approver to decide about somebody's job, once, in the transaction that makes the job wait. */
export async function askByMail(context: Context, tx: Tx, job: JobRow, approver: { readonly userId: string; readonly email: string }): Promise<void> {
  const portalId = PortalId.parse(String(job.portalId));
  if (!mayMail(await accountOf(tx, portalId), approver.email)) return;
  const id = context.newId();
  if (!(await insertNotice(tx, { id, portalId: job.portalId, jobId: job.id, round: job.round, kind: 'approval_requested', recipient: approver.email, recipientId: approver.userId, channel: 'email', state: 'pending' }))) return;
  await context.queue.enqueue(tx, sendNoticeJob, { portalId, noticeId: id });
}
