import type { Tx } from '../core/db/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { listDeliveriesOf } from './deliveries.store.ts';

/** The destinations chosen when the job was started that are still on, by id. */
export async function chosenDestinations(tx: Tx, job: JobRow): Promise<string[]> {
  const sent = await listDeliveriesOf(tx, job.id);
  return sent.filter(({ requestId, destination }) => requestId === job.requestId && destination.state === 'active').map(({ destinationId }) => destinationId);
}
