import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import type { JobRow } from '../jobs/index.ts';
import { deliverJob } from './deliver.job.ts';
import { releaseWaiting } from './deliveries.store.ts';

/** Sends a finished job's file to the places chosen for it, in the transaction that ends the job. */
export async function sendOff(context: Context, tx: Tx, job: JobRow): Promise<void> {
  const portalId = PortalId.parse(String(job.portalId));
  for (const deliveryId of await releaseWaiting(tx, job.id)) await context.queue.enqueue(tx, deliverJob, { portalId, deliveryId });
}
