import type { Delivery, Destination } from '#contract';
import { RecordRef } from '#contract';
import { z } from 'zod';
import { countAudit, writeAudit } from '../audit/index.ts';
import type { Tx } from '../core/db/index.ts';
import type { Delivery as DeliveryRow, Destination as DestinationRow } from '../core/db/generated/client.ts';
import type { PortalId } from '../core/ids/portal-id.ts';

export type { DestinationRow };
export type DeliveryOf = DeliveryRow & { readonly destination: DestinationRow };
export type SettledState = 'pending' | 'sent' | 'uncertain' | 'failed';

/** A portal's destinations in the order of their making. */
export async function listDestinations(tx: Tx, which: { readonly onlyActive: boolean }): Promise<DestinationRow[]> {
  return tx.destination.findMany({ where: which.onlyActive ? { state: 'active' } : {}, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
}

export async function findDestination(tx: Tx, id: string): Promise<DestinationRow | null> {
  return tx.destination.findUnique({ where: { id } });
}

/** False when the portal has one of this name. */
export async function insertDestination(tx: Tx, destination: Omit<DestinationRow, 'createdAt'>): Promise<boolean> {
  return (await tx.destination.createMany({ data: [destination], skipDuplicates: true })).count === 1;
}

export async function setDestinationState(tx: Tx, id: string, state: Destination['state']): Promise<void> {
  await tx.destination.updateMany({ where: { id }, data: { state } });
}

/** Takes one of the portal's tests and writes it to the audit log; false when it has had all of them. */
export async function takeTestTurn(tx: Tx, portalId: PortalId, entry: { userId: string; subject: string }, { since, most }: { since: Date; most: number }): Promise<boolean> {
  // One at a time: two that count together would both find the last turn free.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('destination.tested'), hashtext(${portalId}))`;
  if ((await countAudit(tx, 'destination.tested', since)) >= most) return false;
  await writeAudit(tx, portalId, { ...entry, action: 'destination.tested', details: {} });
  return true;
}

/** One at a time for this file and this place, until the transaction ends. */
export async function lockPair(tx: Tx, jobId: string, destinationId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${jobId}), hashtext(${destinationId}))`;
}

/** Puts a sending in the outbox; false when this very one is there. */
export async function insertDelivery(tx: Tx, delivery: { id: string; portalId: bigint; jobId: string; destinationId: string; requestId: string; state: 'waiting' | 'pending' }): Promise<boolean> {
  return (await tx.delivery.createMany({ data: [delivery], skipDuplicates: true })).count === 1;
}

/** Makes the sendings that waited for a job's file pending, and names them. */
export async function releaseWaiting(tx: Tx, jobId: string): Promise<string[]> {
  const released = await tx.delivery.updateManyAndReturn({ where: { jobId, state: 'waiting' }, data: { state: 'pending' }, select: { id: true } });
  return released.map(({ id }) => id);
}

export async function findDelivery(tx: Tx, id: string): Promise<DeliveryOf | null> {
  return tx.delivery.findUnique({ where: { id }, include: { destination: true } });
}

export async function listDeliveriesOf(tx: Tx, jobId: string): Promise<DeliveryOf[]> {
  return tx.delivery.findMany({ where: { jobId }, include: { destination: true }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
}

/** Takes a pending sending; whoever finds it in `sending` later knows that it may have arrived. */
export async function beginDelivery(tx: Tx, id: string): Promise<boolean> {
  const taken = await tx.delivery.updateMany({ where: { id, state: 'pending' }, data: { state: 'sending', attempts: { increment: 1 }, nextAt: null } });
  return taken.count === 1;
}

/** Takes up again what a worker that died was sending, under a new number; false when another one came first. */
export async function takeOver(tx: Tx, id: string, attempt: number): Promise<boolean> {
  const taken = await tx.delivery.updateMany({ where: { id, state: 'sending', attempts: attempt }, data: { attempts: { increment: 1 } } });
  return taken.count === 1;
}

/** Says what became of one try; false when the try was taken over by another worker meanwhile. */
export async function settleDelivery(tx: Tx, id: string, attempt: number, to: { state: SettledState; reason: string | null; receipt?: string; nextAt?: Date; sentAt?: Date }): Promise<boolean> {
  const settled = await tx.delivery.updateMany({ where: { id, state: 'sending', attempts: attempt }, data: to });
  return settled.count === 1;
}

const Query = z.object({ record: RecordRef.nullish() });

/** The record an export was asked for on. */
export async function findRecord(tx: Tx, jobId: string): Promise<RecordRef | null> {
  const sheet = await tx.exportSheet.findFirst({ where: { jobId }, orderBy: { sheet: 'asc' }, select: { query: true } });
  return Query.safeParse(sheet?.query).data?.record ?? null;
}

export function showDelivery(row: DeliveryOf): Delivery {
  return {
    id: row.id, destinationId: row.destinationId, name: row.destination.name, kind: row.destination.kind as Delivery['kind'], state: row.state as Delivery['state'],
    attempts: row.attempts, reason: row.reason, receipt: row.receipt, nextAt: row.nextAt?.toISOString() ?? null, sentAt: row.sentAt?.toISOString() ?? null,
  };
}
