import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';

/** Recorded answers of clicks may name a contact. Those old enough that nobody repeats the click any more are deleted. */
export async function dropClickAnswers(tx: Tx, before: Date): Promise<number> {
  return (await tx.idempotencyKey.deleteMany({ where: { createdAt: { lt: before } } })).count;
}

/** Takes the contact out of the audit log; that something was done, when and by whom stays. */
export async function forgetInAudit(tx: Tx, contactId: string): Promise<void> {
  await tx.$executeRaw`select set_config('app.audit_retention', 'on', true)`;
  await tx.$executeRaw`
    update audit_log set details = '{"erased": true}', subject = case when subject = ${contactId} then 'erased' else subject end
    where subject = ${contactId} or details->>'contactId' = ${contactId} or details->>'recordId' = ${contactId}
      or details->>'objectId' = ${contactId} or details->'record'->>'objectId' = ${contactId}`;
  await tx.$executeRaw`select set_config('app.audit_retention', '', true)`;
}

/** Writes down that something was erased, and of whom nothing. */
export async function auditErasure(tx: Tx, portalId: PortalId, details: Record<string, number>): Promise<void> {
  await tx.auditEntry.create({ data: { portalId: BigInt(portalId), userId: 'hubspot', action: 'privacy.contact-erased', subject: 'contact', details } });
}
