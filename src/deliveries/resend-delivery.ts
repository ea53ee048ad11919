import type { ResendDeliveryRequest, ResendDeliveryResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import { writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import { AppError } from '../core/errors/index.ts';
import { findFile } from '../downloads/index.ts';
import { findOwnJob } from '../jobs/index.ts';
import { requireFileRight } from '../policies/index.ts';
import { deliverJob } from './deliver.job.ts';
import { findDestination, insertDelivery, listDeliveriesOf, lockPair, showDelivery } from './deliveries.store.ts';
import type { DeliveryOf } from './deliveries.store.ts';

/**
 * Sends the finished file of the caller's job to one place, once more or for the first time, without making it again.
 * One click, one sending; while one is under way to the same place there is no second. Throws job.unknown,
 * destination.unknown, destination.off, file.missing, access.refused.
 */
export async function resendDelivery(context: Context, caller: Caller, request: ResendDeliveryRequest, signal: AbortSignal): Promise<ResendDeliveryResponse> {
  const { portalId, userId } = caller;
  const { jobId, destinationId, requestId } = request;
  const own = await context.database.inPortal(portalId, (tx) => findOwnJob(tx, userId, jobId));
  if (own === null) throw new AppError('job.unknown');
  await requireFileRight(context, caller, jobId, signal);
  const delivery = await context.database.inPortal(portalId, async (tx) => {
    const destination = await findDestination(tx, destinationId);
    if (destination === null) throw new AppError('destination.unknown');
    await lockPair(tx, jobId, destinationId);
    const same = await underWay(tx, request);
    if (same !== undefined) return same;
    if (destination.state !== 'active') throw new AppError('destination.off');
    const file = await findFile(tx, jobId);
    if (file === null || file.expiresAt.getTime() <= context.now()) throw new AppError('file.missing');
    const id = context.newId();
    if (await insertDelivery(tx, { id, portalId: BigInt(portalId), jobId, destinationId, requestId, state: 'pending' })) {
      await context.queue.enqueue(tx, deliverJob, { portalId, deliveryId: id });
      await writeAudit(tx, portalId, { userId, action: 'delivery.asked', subject: jobId, details: { destination: destination.name, kind: destination.kind } });
    }
    return (await underWay(tx, request))!;
  });
  return { delivery: showDelivery(delivery) };
}

/** What this click has made already, or what is not settled yet. */
async function underWay(tx: Tx, { jobId, destinationId, requestId }: ResendDeliveryRequest): Promise<DeliveryOf | undefined> {
  const ofPlace = (await listDeliveriesOf(tx, jobId)).filter((row) => row.destinationId === destinationId && row.about === 'ready');
  return ofPlace.find((row) => row.requestId === requestId) ?? ofPlace.find(({ state }) => state === 'waiting' || state === 'pending' || state === 'sending');
}
