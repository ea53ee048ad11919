import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import type { JobRow } from '../jobs/index.ts';
import { deliverJob } from './deliver.job.ts';
import { insertDelivery, listWaiting } from './deliveries.store.ts';
import { kindOf } from './kind-of.ts';

/**
 * Tells the places that wait for a job's file that there is none, those that can take a message, once for each of its
 * ends, in the transaction that ends it. They go on waiting: a retry may still bring the file.
 */
export async function tellEnd(context: Context, tx: Tx, job: JobRow, about: 'failed' | 'cancelled'): Promise<void> {
  const portalId = PortalId.parse(String(job.portalId));
  for (const { destinationId, destination } of await listWaiting(tx, job.id)) {
    if (destination.state !== 'active' || kindOf(destination).tell === undefined) continue;
    const id = context.newId();
    if (!(await insertDelivery(tx, { id, portalId: job.portalId, jobId: job.id, destinationId, requestId: `${about}-${job.round}`, about, state: 'pending' }))) continue;
    await context.queue.enqueue(tx, deliverJob, { portalId, deliveryId: id });
  }
}
