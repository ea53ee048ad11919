import type { PortalNotice as PortalNoticeRow } from '../../core/db/generated/client.ts';
import type { Tx } from '../../core/db/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';

export type { PortalNoticeRow };

/** Puts the message in the outbox; false when this grant's loss was told already. */
export async function insertPortalNotice(tx: Tx, portalId: PortalId, notice: { id: string; grantNo: number; recipient: string }): Promise<boolean> {
  const made = await tx.portalNotice.createMany({ data: [{ ...notice, portalId: BigInt(portalId), kind: 'needs-reauth', state: 'pending' }], skipDuplicates: true });
  return made.count === 1;
}

export async function findPortalNotice(tx: Tx, id: string): Promise<PortalNoticeRow | null> {
  return tx.portalNotice.findUnique({ where: { id } });
}

/** Takes a pending mail for sending; whoever finds it in `sending` later knows that it may have gone out. */
export async function beginPortalNotice(tx: Tx, id: string): Promise<boolean> {
  return (await tx.portalNotice.updateMany({ where: { id, state: 'pending' }, data: { state: 'sending', attempts: { increment: 1 } } })).count === 1;
}

export async function settlePortalNotice(tx: Tx, id: string, to: 'sent' | 'pending' | 'uncertain' | 'failed', details: { sentAt?: Date; lastError?: string }): Promise<void> {
  await tx.portalNotice.updateMany({ where: { id, state: 'sending' }, data: { state: to, ...details } });
}
