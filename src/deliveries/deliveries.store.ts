import type { Delivery, Destination } from '#contract';
import { NO_RECORD, RecordRef } from '#contract';
import { z } from 'zod';
import { countAudit, writeAudit } from '../audit/index.ts';
import type { Tx } from '../core/db/index.ts';
import type { Delivery as DeliveryRow, Destination as DestinationRow } from '../core/db/generated/client.ts';
import type { PortalId } from '../core/ids/portal-id.ts';

export type { DestinationRow };
export type DeliveryOf = DeliveryRow & { readonly destination: DestinationRow };
export type SettledState = 'pending' | 'sent' | 'uncertain' | 'failed';

const REMOVED = 'removed';

/** A portal's destinations in the order of their making. */
export async function listDestinations(tx: Tx, which: { readonly onlyActive: boolean }): Promise<DestinationRow[]> {
  return tx.destination.findMany({ where: which.onlyActive ? { state: 'active' } : { state: { not: REMOVED } }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
}

export async function findDestination(tx: Tx, id: string): Promise<DestinationRow | null> {
  return tx.destination.findUnique({ where: { id, state: { not: REMOVED } } });
}

/** False when the portal has one of this name. */
export async function insertDestination(tx: Tx, destination: Omit<DestinationRow, 'createdAt'>): Promise<boolean> {
  return (await tx.destination.createMany({ data: [destination], skipDuplicates: true })).count === 1;
}

export async function setDestinationState(tx: Tx, id: string, state: Destination['state']): Promise<void> {
  await tx.destination.updateMany({ where: { id, state: { not: REMOVED } }, data: { state } });
}

/** Changes a destination that is still as it was read; `taken`: another one has the name. */
export async function replaceDestination(tx: Tx, before: DestinationRow, { name, place, sealedSettings }: DestinationRow): Promise<'replaced' | 'lost' | 'taken'> {
  const other = await tx.destination.findFirst({ where: { name, id: { not: before.id } }, select: { id: true } });
  if (other !== null) return 'taken';
  const changed = await tx.destination.updateMany({ where: { id: before.id, sealedSettings: before.sealedSettings, name: before.name, state: { not: REMOVED } }, data: { name, place, sealedSettings } });
  return changed.count === 1 ? 'replaced' : 'lost';
}

/** Empties a destination's settings; the row stays for the names in old lists. False when somebody else did so. */
export async function dropDestination(tx: Tx, { id, name }: DestinationRow): Promise<boolean> {
  const data = { state: REMOVED, sealedSettings: '', name: `${name} (removed ${id.slice(0, 8)})` };
  return (await tx.destination.updateMany({ where: { id, state: { not: REMOVED } }, data })).count === 1;
}

/** Gives up what was not sent to a destination yet; what is being sent at this moment settles itself. */
export async function giveUpOpen(tx: Tx, destinationId: string, reason: string): Promise<number> {
  return (await tx.delivery.updateMany({ where: { destinationId, state: { in: ['waiting', 'pending'] } }, data: { state: 'failed', reason, nextAt: null } })).count;
}

/** What became of the newest sending to each destination, by its id. */
export async function listLast(tx: Tx): Promise<Map<string, NonNullable<Destination['last']>>> {
  const rows = await tx.$queryRaw<{ destination_id: string; state: string; about: string; at: Date }[]>`
    select d.id as destination_id, l.state, l.about, coalesce(l.sent_at, l.created_at) as at from destinations d
    cross join lateral (select state, about, sent_at, created_at from deliveries where destination_id = d.id order by created_at desc limit 1) l
    where d.state <> ${REMOVED}`;
  return new Map(rows.map(({ destination_id: id, state, about, at }) => [id, { state: state as Delivery['state'], about: about as Delivery['about'], at: at.toISOString() }]));
}

/** The newest sendings to a destination, newest first, with whose export it was. */
export async function listDeliveriesTo(tx: Tx, destinationId: string, limit: number): Promise<(DeliveryRow & { job: { title: string; userId: string; userEmail: string } })[]> {
  return tx.delivery.findMany({ where: { destinationId }, include: { job: { select: { title: true, userId: true, userEmail: true } } }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: limit });
}

/** The places that wait for a job's file. */
export async function listWaiting(tx: Tx, jobId: string): Promise<DeliveryOf[]> {
  return tx.delivery.findMany({ where: { jobId, state: 'waiting' }, include: { destination: true }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
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
export async function insertDelivery(tx: Tx, delivery: { id: string; portalId: bigint; jobId: string; destinationId: string; requestId: string; about?: Delivery['about']; state: 'waiting' | 'pending' }): Promise<boolean> {
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

/** The record an export was asked for on; null when that was on a page. */
export async function findRecord(tx: Tx, jobId: string): Promise<RecordRef | null> {
  const sheet = await tx.exportSheet.findFirst({ where: { jobId }, orderBy: { sheet: 'asc' }, select: { query: true } });
  const record = Query.safeParse(sheet?.query).data?.record ?? null;
  return record?.objectTypeId === NO_RECORD.objectTypeId && record.objectId === NO_RECORD.objectId ? null : record;
}

export function showDelivery(row: DeliveryOf): Delivery {
  return {
    id: row.id, destinationId: row.destinationId, name: row.destination.name, kind: row.destination.kind as Delivery['kind'], state: row.state as Delivery['state'], about: row.about as Delivery['about'],
    attempts: row.attempts, reason: row.reason, receipt: row.receipt, nextAt: row.nextAt?.toISOString() ?? null, sentAt: row.sentAt?.toISOString() ?? null,
  };
}
