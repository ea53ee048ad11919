import type { ListAuditRequest, ListAuditResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { betweenOf } from './between-of.ts';
import { findAuditEntries } from './audit.store.ts';

/** A page of the portal's audit log, newest first. The caller has been checked to be an admin. */
export async function listAudit(context: Context, { portalId }: Caller, request: ListAuditRequest): Promise<Omit<ListAuditResponse, 'names'>> {
  const limit = request.limit ?? 50;
  const before = request.before === undefined ? null : BigInt(request.before);
  const found = await context.database.inPortal(portalId, (tx) =>
    findAuditEntries(tx, { before, limit: limit + 1, action: request.action ?? null, userId: request.userId ?? null, ...betweenOf(request) }));
  const rows = found.slice(0, limit);
  return {
    entries: rows.map(({ id, at, userId, action, subject, details }) => ({ id: String(id), at: at.toISOString(), userId, action, subject, details: details as Record<string, unknown> })),
    next: found.length > limit ? String(rows.at(-1)!.id) : null,
  };
}
