import { approvalOf, requestApproval } from '../approvals/index.ts';
import type { Context } from '../context/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { approvalReason, listApprovers, requireFileRight } from '../policies/index.ts';
import type { ExportRun } from './export-run.ts';

/**
 * Whether the run may go on, by what the policy says now: its person may still have everything the export holds (else it
 * throws access.refused, T18), and somebody agreed where that is needed. An export that turned out to need it, because it
 * has become larger than was estimated or the rules have changed, is held with what it has read and goes on from there.
 * Throws approval.refused, approval.expired.
 */
export async function requireAgreement(context: Context, run: ExportRun, job: JobRow, rows: number): Promise<'agreed' | 'held'> {
  const { who, tables } = await requireFileRight(context, { portalId: run.portalId, userId: job.userId }, run.jobId, run.signal);
  const state = await context.database.inPortal(run.portalId, (tx) => approvalOf(tx, run.jobId));
  if (state === 'approved') return 'agreed';
  const why = approvalReason(who, tables, rows);
  if (why === null) return 'agreed';
  const approvers = await listApprovers(context, run.portalId, { lane: 'background', signal: run.signal });
  await run.lease.write((tx) => requestApproval(context, tx, job, { why, rows, approvers }));
  return 'held';
}
