import { AppError } from '../core/errors/index.ts';
import type { Tx } from '../core/db/index.ts';
import { findApproval } from './approvals.store.ts';

/** Whether a job was agreed to. Throws approval.refused or approval.expired with the reason its owner reads. */
export async function approvalOf(tx: Tx, jobId: string): Promise<'approved' | 'pending' | 'none'> {
  const approval = await findApproval(tx, jobId);
  switch (approval?.state) {
    case undefined: return 'none';
    case 'approved': return 'approved';
    case 'expired': throw new AppError('approval.expired');
    case 'refused': throw new AppError('approval.refused', { userMessage: `${approval?.decidedEmail} did not approve this export: ${approval?.reason}` });
    default: return 'pending';
  }
}
