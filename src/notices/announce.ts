import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import { isOneAddress } from '../core/mail/is-one-address.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import type { JobRow } from '../jobs/index.ts';
import { accountOf } from '../policies/index.ts';
import { mailWait } from './mail-wait.ts';
import { findMailWishes } from './mail-wishes.store.ts';
import { findTimeZone, insertNotice } from './notices.store.ts';
import { sendNoticeJob } from './send-notice.job.ts';
import type { NoticeKind } from './notices.store.ts';
import { whyNoMail } from './why-no-mail.ts';

/**
 * Tells the person about their job, in the transaction that changes it: always in the inbox, by e-mail when they may
 * have left the page (end of a background job), after the quiet hours of account and person. Where the account's settings
 * or the person want none, a line says so instead. Only ever to the address HubSpot signed (T56).
 */
export async function announce(context: Context, tx: Tx, job: JobRow, kind: NoticeKind): Promise<void> {
  const base = { portalId: job.portalId, jobId: job.id, round: job.round, kind, recipient: job.userEmail };
  await insertNotice(tx, { ...base, id: context.newId(), channel: 'inbox', state: 'sent' });
  // A workflow has no address; it is told through its callback.
  if (!isOneAddress(job.userEmail)) return;
  if (job.lane !== 'background' || (kind !== 'ready' && kind !== 'failed')) return;
  const portalId = PortalId.parse(String(job.portalId));
  const account = await accountOf(tx, portalId);
  const tookMs = (job.finishedAt?.getTime() ?? context.now()) - job.createdAt.getTime();
  const wishes = await findMailWishes(tx, portalId, job.userId);
  const why = whyNoMail(account, wishes, kind, tookMs, job.userEmail);
  if (why !== null) {
    await insertNotice(tx, { ...base, id: context.newId(), channel: 'email', state: 'suppressed', lastError: JSON.stringify(why) });
    return;
  }
  const id = context.newId();
  if (!(await insertNotice(tx, { ...base, id, channel: 'email', state: 'pending' }))) return;
  await context.queue.enqueue(tx, sendNoticeJob, { portalId, noticeId: id }, { afterMs: mailWait(account, await findTimeZone(tx, portalId), wishes, context.now()) });
}
