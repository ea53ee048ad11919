import type { RecordRef } from '#contract';
import type { Message as MessageRow } from '../../core/db/generated/client.ts';
import type { Tx } from '../../core/db/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';

export type { MessageRow };
export type NewMessage = {
  readonly id: string;
  readonly portalId: PortalId;
  /** Who sends it, as jobs and the log name them: `workflow:<id>`. */
  readonly sender: string;
  readonly recipientId: string;
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  readonly record: RecordRef;
};

export async function insertMessage(tx: Tx, { portalId, record, ...message }: NewMessage, createdAt: Date): Promise<void> {
  await tx.message.create({ data: { ...message, ...record, portalId: BigInt(portalId), state: 'pending', createdAt } });
}

/** How many were written since then: to one person, or to all. */
export async function countMessages(tx: Tx, since: Date, recipientId?: string): Promise<number> {
  return tx.message.count({ where: { createdAt: { gt: since }, ...(recipientId === undefined ? {} : { recipientId }) } });
}

export async function findMessage(tx: Tx, id: string): Promise<MessageRow | null> {
  return tx.message.findUnique({ where: { id } });
}

/** One person's, newest first; with `before`, those older than this one of theirs. An id that is not theirs is older than none. */
export async function findMessages(tx: Tx, recipientId: string, { before, limit }: { readonly before: string | undefined; readonly limit: number }): Promise<MessageRow[]> {
  const from = before === undefined ? undefined : await tx.message.findFirst({ where: { id: before, recipientId }, select: { createdAt: true } });
  if (from === null) return [];
  const older = from === undefined ? {} : { OR: [{ createdAt: { lt: from.createdAt } }, { createdAt: from.createdAt, id: { lt: before! } }] };
  return tx.message.findMany({ where: { recipientId, ...older }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: limit });
}

/** Takes a pending one for sending; whoever finds it in `sending` later knows that it may have gone out. */
export async function beginMessage(tx: Tx, id: string): Promise<boolean> {
  return (await tx.message.updateMany({ where: { id, state: 'pending' }, data: { state: 'sending', attempts: { increment: 1 } } })).count === 1;
}

export async function settleMessage(tx: Tx, id: string, to: 'sent' | 'pending' | 'uncertain' | 'failed', details: { readonly sentAt?: Date; readonly lastError?: string }): Promise<void> {
  await tx.message.updateMany({ where: { id, state: 'sending' }, data: { state: to, ...details } });
}

/** Deletes what was written about a record. */
export async function dropMessagesAbout(tx: Tx, { objectTypeId, objectId }: RecordRef): Promise<void> {
  await tx.message.deleteMany({ where: { objectTypeId, objectId } });
}
