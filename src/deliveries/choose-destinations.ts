import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { findDestination, insertDelivery } from './deliveries.store.ts';

/** Notes where a job's file goes once it is made, in the transaction that makes the job. Throws destination.unknown, destination.off. */
export async function chooseDestinations(context: Context, tx: Tx, job: JobRow, destinationIds: readonly string[]): Promise<void> {
  for (const destinationId of new Set(destinationIds)) {
    const found = await findDestination(tx, destinationId);
    if (found === null) throw new AppError('destination.unknown');
    if (found.state !== 'active') throw new AppError('destination.off');
    await insertDelivery(tx, { id: context.newId(), portalId: job.portalId, jobId: job.id, destinationId, requestId: job.requestId, state: 'waiting' });
  }
}
