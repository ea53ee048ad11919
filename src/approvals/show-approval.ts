import type { Approval } from '#contract';
import type { ListedApproval } from './approvals.store.ts';

/** A request as an approver sees it. */
export function showApproval(row: ListedApproval): Approval {
  return {
    jobId: row.jobId, title: row.title, requestedBy: row.requestedEmail, requestedAt: row.createdAt.toISOString(), expiresAt: row.expiresAt.toISOString(),
    rows: row.rows === null ? null : Number(row.rows), why: row.why, state: row.state as Approval['state'], decidedBy: row.decidedEmail, reason: row.reason,
  };
}
