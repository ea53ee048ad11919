import type { Approval as ApprovalRow } from '../core/db/generated/client.ts';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';

export type { ApprovalRow };
export type ListedApproval = ApprovalRow & { readonly title: string };

export type NewApproval = {
  readonly jobId: string;
  readonly requestedBy: string;
  readonly requestedEmail: string;
  readonly rows: number | null;
  readonly why: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

/** A request that was taken back with a cancelled export makes room for a new one of the same job. */
export async function insertApproval(tx: Tx, portalId: PortalId, { rows, ...approval }: NewApproval): Promise<void> {
  await tx.approval.deleteMany({ where: { jobId: approval.jobId, state: 'withdrawn' } });
  await tx.approval.create({ data: { ...approval, portalId: BigInt(portalId), rows: rows === null ? null : BigInt(rows), state: 'pending' } });
}

/** With the job's title; null for an unknown job, one of another portal and one that needed no approval alike. */
export async function findApproval(tx: Tx, jobId: string): Promise<ListedApproval | null> {
  const row = await tx.approval.findUnique({ where: { jobId }, include: { job: { select: { title: true } } } });
  return row === null ? null : { ...row, title: row.job.title };
}

export async function findApprovals(tx: Tx, jobIds: readonly string[]): Promise<Map<string, ApprovalRow>> {
  const rows = await tx.approval.findMany({ where: { jobId: { in: [...jobIds] } } });
  return new Map(rows.map((row) => [row.jobId, row]));
}

/** What waits for a decision, oldest first, without this person's own. */
export async function listPending(tx: Tx, notOf: string, now: Date, limit: number): Promise<ListedApproval[]> {
  const rows = await tx.approval.findMany({
    where: { state: 'pending', expiresAt: { gt: now }, requestedBy: { not: notOf }, job: { state: 'held' } },
    orderBy: [{ createdAt: 'asc' }, { jobId: 'asc' }], take: limit, include: { job: { select: { title: true } } },
  });
  return rows.map((row) => ({ ...row, title: row.job.title }));
}

/** What this person asked for, newest first, settled or not. */
export async function listAskedBy(tx: Tx, userId: string, limit: number): Promise<ListedApproval[]> {
  const rows = await tx.approval.findMany({ where: { requestedBy: userId }, orderBy: [{ createdAt: 'desc' }, { jobId: 'asc' }], take: limit, include: { job: { select: { title: true } } } });
  return rows.map((row) => ({ ...row, title: row.job.title }));
}

export type Decision = { readonly state: 'approved' | 'refused' | 'expired' | 'withdrawn'; readonly by: { readonly userId: string; readonly email: string } | null; readonly reason: string | null; readonly at: Date };

/** Settles a pending request; false when somebody was faster: of two at once only one decides. */
export async function settleApproval(tx: Tx, jobId: string, { state, by, reason, at }: Decision): Promise<boolean> {
  const settled = await tx.approval.updateMany({
    where: { jobId, state: 'pending' },
    data: { state, decidedBy: by?.userId ?? null, decidedEmail: by?.email ?? null, reason, decidedAt: at },
  });
  return settled.count === 1;
}
