export { approvalOf } from './approval-of.ts';
export { findApprovals } from './approvals.store.ts';
export { decideApproval } from './decide-approval.ts';
export { expireApprovalJob } from './expire-approval.job.ts';
export { listApprovals } from './list-approvals.ts';
export { readApprovalLink } from './read-approval-link.ts';
export { requestApproval } from './request-approval.ts';
export type { Held } from './request-approval.ts';
export { withdrawApproval } from './withdraw-approval.ts';
