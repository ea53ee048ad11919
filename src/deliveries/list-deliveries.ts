import type { ListDeliveriesResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { findOwnJob } from '../jobs/index.ts';
import { listDeliveriesOf, showDelivery } from './deliveries.store.ts';

/** Where the file of the caller's job went. Throws job.unknown. */
export async function listDeliveries(context: Context, { portalId, userId }: Caller, jobId: string): Promise<ListDeliveriesResponse> {
  const rows = await context.database.inPortal(portalId, async (tx) => {
    if ((await findOwnJob(tx, userId, jobId)) === null) throw new AppError('job.unknown');
    return listDeliveriesOf(tx, jobId);
  });
  return { deliveries: rows.map(showDelivery) };
}
