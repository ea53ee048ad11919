import { z } from 'zod';
import { Reader } from './reader.ts';

/** An export that waits for somebody's agreement, as an approver sees it. */
export const Approval = z.strictObject({
  jobId: z.string(),
  title: z.string(),
  requestedBy: z.string(),
  requestedAt: z.string(),
  expiresAt: z.string(),
  /** Null where the source could not count. */
  rows: z.number().int().nullable(),
  why: z.string(),
  state: z.enum(['pending', 'approved', 'refused', 'expired', 'withdrawn']),
  decidedBy: z.string().nullable(),
  reason: z.string().nullable(),
});
export type Approval = z.infer<typeof Approval>;

/** POST /ui/list-approvals: what waits for the caller's decision, oldest first, at most 100; nothing for whoever may not decide. And what they asked for. */
export const ListApprovalsRequest = z.strictObject({ reader: Reader.optional() });
export type ListApprovalsRequest = z.infer<typeof ListApprovalsRequest>;
export const ListApprovalsResponse = z.strictObject({
  approvals: z.array(Approval),
  /** Whether they may decide about others' exports at all. */
  mayDecide: z.boolean(),
  /** What the caller asked for themselves, newest first, at most 50; settled ones too. */
  mine: z.array(Approval),
});
export type ListApprovalsResponse = z.infer<typeof ListApprovalsResponse>;

/** POST /ui/decide-approval. A refusal needs a reason; the requester reads it. */
export const DecideApprovalRequest = z.strictObject({
  jobId: z.uuid(),
  decision: z.enum(['approve', 'refuse']),
  reason: z.string().trim().max(500).optional(),
});
export type DecideApprovalRequest = z.infer<typeof DecideApprovalRequest>;
export const DecideApprovalResponse = z.strictObject({ approval: Approval });
export type DecideApprovalResponse = z.infer<typeof DecideApprovalResponse>;
