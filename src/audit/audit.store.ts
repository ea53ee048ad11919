import type { AuditEntry as AuditRow, Prisma } from '../core/db/generated/client.ts';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';

export type { AuditRow };

/** What somebody did. `details` never holds a secret or a record's values. */
export type NewAuditEntry = { readonly userId: string; readonly action: string; readonly subject: string; readonly details: Prisma.InputJsonObject };

export async function insertAuditEntry(tx: Tx, portalId: PortalId, entry: NewAuditEntry): Promise<void> {
  await tx.auditEntry.create({ data: { ...entry, portalId: BigInt(portalId) } });
}

export type AuditQuery = { readonly before: bigint | null; readonly limit: number; readonly action: string | null; readonly userId: string | null; readonly from?: Date | undefined; readonly to?: Date | undefined };

/** Newest first. */
export async function findAuditEntries(tx: Tx, { before, limit, action, userId, from, to }: AuditQuery): Promise<AuditRow[]> {
  return tx.auditEntry.findMany({
    where: {
      ...(before === null ? {} : { id: { lt: before } }), ...(action === null ? {} : { action: { startsWith: action } }), ...(userId === null ? {} : { userId }),
      at: { ...(from === undefined ? {} : { gte: from }), ...(to === undefined ? {} : { lt: to }) },
    },
    orderBy: { id: 'desc' },
    take: limit,
  });
}

/**
 * Deletes what is older than `before`, or all of the portal's for null: the only way out of the log, for retention and
 * for a portal that is wiped. Gives the number of rows.
 */
export async function deleteAuditEntries(tx: Tx, before: Date | null): Promise<number> {
  await tx.$executeRaw`select set_config('app.audit_retention', 'on', true)`;
  const { count } = await tx.auditEntry.deleteMany({ where: before === null ? {} : { at: { lt: before } } });
  await tx.$executeRaw`select set_config('app.audit_retention', '', true)`;
  return count;
}

/** Empties what was noted about a thing whose own name is a person's; that it was done, when and by whom stays. */
export async function forgetSubject(tx: Tx, subject: string): Promise<void> {
  await tx.$executeRaw`select set_config('app.audit_retention', 'on', true)`;
  await tx.$executeRaw`update audit_log set details = '{"erased": true}' where subject = ${subject}`;
  await tx.$executeRaw`select set_config('app.audit_retention', '', true)`;
}

/** How often something was done in this portal since then. */
export async function countAudit(tx: Tx, action: string, since: Date): Promise<number> {
  return tx.auditEntry.count({ where: { action, at: { gt: since } } });
}
