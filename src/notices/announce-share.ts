import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { accountOf } from '../policies/index.ts';
import { mailWait } from './mail-wait.ts';
import { findMailWishes } from './mail-wishes.store.ts';
import { findTimeZone, insertNotice } from './notices.store.ts';
import { sendNoticeJob } from './send-notice.job.ts';

/** `round`: how often this person was given the file. */
export type NewShare = { readonly portalId: PortalId; readonly jobId: string; readonly round: number; readonly recipientId: string; readonly recipient: string };

/**
 * Tells a colleague once that a file was shared with them, in the transaction that shares it: by e-mail after the quiet hours of
 * account and person, or not at all where the account sends none about files. How long the export took and what they wish for
 * their own does not count: nobody was waiting.
 */
export async function announceShare(context: Context, tx: Tx, { portalId, jobId, round, recipientId, recipient }: NewShare): Promise<void> {
  const base = { id: context.newId(), portalId: BigInt(portalId), jobId, round, kind: 'shared', channel: 'email', recipient } as const;
  const account = await accountOf(tx, portalId);
  if (account.notices.mail === 'never') {
    await insertNotice(tx, { ...base, state: 'suppressed', lastError: JSON.stringify({ reason: 'never' }) });
    return;
  }
  if (!(await insertNotice(tx, { ...base, state: 'pending' }))) return;
  const wishes = await findMailWishes(tx, portalId, recipientId);
  await context.queue.enqueue(tx, sendNoticeJob, { portalId, noticeId: base.id }, { afterMs: mailWait(account, await findTimeZone(tx, portalId), wishes, context.now()) });
}
