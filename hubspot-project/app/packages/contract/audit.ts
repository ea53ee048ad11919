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

const AuditFilter = {
  /** The beginning of an action's name: `export` finds `export.started` and `export.ended`. */
  action: z.string().regex(/^[a-z.]{1,60}$/).optional(),
  userId: z.string().regex(/^\d{1,19}$/).optional(),
  /** From this moment on, and before that one, ISO. */
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
};

/** POST /ui/list-audit: admins only, newest first. `before` is an earlier answer's `next`. */
export const ListAuditRequest = z.strictObject({
  ...AuditFilter,
  before: z.string().regex(/^\d{1,18}$/).optional(),
  limit: z.number().int().min(1).max(100).default(50),
  /** Also the names of the people HubSpot knows. */
  names: z.boolean().default(false),
});
export type ListAuditRequest = z.input<typeof ListAuditRequest>;
export const ListAuditResponse = z.strictObject({
  entries: z.array(AuditEntry),
  next: z.string().nullable(),
  /** People by user id; empty where they were not asked for. */
  names: z.record(z.string(), z.string()),
});
export type ListAuditResponse = z.infer<typeof ListAuditResponse>;

/** POST /ui/export-audit: admins only. A link to the log, or what the filter leaves of it, as CSV; a few minutes long. */
export const ExportAuditRequest = z.strictObject(AuditFilter);
export type ExportAuditRequest = z.infer<typeof ExportAuditRequest>;
export const ExportAuditResponse = z.strictObject({ url: z.string(), expiresAt: z.string() });
export type ExportAuditResponse = z.infer<typeof ExportAuditResponse>;
