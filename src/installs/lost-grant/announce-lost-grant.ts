import type { Context } from '../../context/index.ts';
import type { Tx } from '../../core/db/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';
import { insertPortalNotice } from './portal-notices.store.ts';
import { lostGrantMailJob } from './lost-grant-mail.job.ts';

/** Tells the person who connected the portal that its access is lost, once per grant, in the transaction that finds it out (T28). */
export async function announceLostGrant(
  context: Pick<Context, 'queue' | 'newId'>, tx: Tx, portalId: PortalId, grant: { readonly grantNo: number; readonly installedByEmail: string | null },
): Promise<void> {
  if (grant.installedByEmail === null) return;
  const noticeId = context.newId();
  if (!(await insertPortalNotice(tx, portalId, { id: noticeId, grantNo: grant.grantNo, recipient: grant.installedByEmail }))) return;
  await context.queue.enqueue(tx, lostGrantMailJob, { portalId, noticeId });
}
