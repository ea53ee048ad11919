import { z } from 'zod';

/** One line of the audit log. `details` never holds a secret or a record's values. */
export const AuditEntry = z.strictObject({
  id: z.string(),
  at: z.string(),
  userId: z.string(),
  action: z.string(),
  subject: z.string(),
  details: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** POST /ui/list-audit: admins only, newest first. `before` is an earlier answer's `next`. */
export const ListAuditRequest = z.strictObject({
  before: z.string().regex(/^\d{1,18}$/).optional(),
  limit: z.number().int().min(1).max(100).default(50),
  /** The beginning of an action's name: `export` finds `export.started` and `export.ended`. */
  action: z.string().regex(/^[a-z.]{1,60}$/).optional(),
  userId: z.string().regex(/^\d{1,19}$/).optional(),
});
export type ListAuditRequest = z.input<typeof ListAuditRequest>;
export const ListAuditResponse = z.strictObject({ entries: z.array(AuditEntry), next: z.string().nullable() });
export type ListAuditResponse = z.infer<typeof ListAuditResponse>;
