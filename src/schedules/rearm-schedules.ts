import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { listOverdue } from './schedules.store.ts';
import { wake } from './wake.ts';

/** No look at a due slot takes this long: its order is lost, with a queue that was emptied or restored. */
const LOST_MS = 2 * 3_600_000;

/** Orders the look at schedules of a portal whose own order was lost. A look too many does nothing. */
export async function rearmSchedules(context: Context, portalId: PortalId): Promise<void> {
  await context.database.inPortal(portalId, async (tx) => {
    for (const schedule of await listOverdue(tx, new Date(context.now() - LOST_MS))) await wake(context, tx, portalId, schedule);
  });
}
