import { writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import type { Caller } from '../access/index.ts';
import { settleApproval } from './approvals.store.ts';

/** Takes the request of a cancelled export back, if it has one that is open. */
export async function withdrawApproval(context: Context, tx: Tx, { portalId, userId }: Caller, jobId: string): Promise<void> {
  if (!(await settleApproval(tx, jobId, { state: 'withdrawn', by: null, reason: null, at: new Date(context.now()) }))) return;
  await writeAudit(tx, portalId, { userId, action: 'approval.withdrawn', subject: jobId, details: {} });
}
