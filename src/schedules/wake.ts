import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import type { StoredSchedule } from './schedules.store.ts';

export const WAKE_QUEUE = 'wake-schedule';

/** The queue keeps what waits for two weeks only: a slot further away is waited for in steps. */
const STEP_MS = 12 * 3_600_000;

/** Orders the look at a schedule's next slot, in the transaction that sets it. A look at a slot that is no longer the next one does nothing. */
export async function wake(context: Context, tx: Tx, portalId: PortalId, { templateId, nextAt }: Pick<StoredSchedule, 'templateId' | 'nextAt'>, leastMs = 0): Promise<void> {
  if (nextAt === null) return;
  const afterMs = Math.max(leastMs, Math.min(STEP_MS, nextAt.getTime() - context.now()));
  await context.queue.enqueue(tx, { queue: WAKE_QUEUE }, { portalId, templateId, nextAt: nextAt.toISOString() }, { afterMs });
}
