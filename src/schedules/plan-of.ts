import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { timeZoneOf } from './schedules.store.ts';
import type { StoredSchedule } from './schedules.store.ts';
import type { Plan } from './slots/slots-after.ts';
import { zoneOffset } from './slots/zone-offset.ts';

/** A schedule's rule with the portal's time zone of now. A zone that this machine's tables lack is read as UTC. */
export async function planOf(tx: Tx, portalId: PortalId, { rule, blackouts }: Pick<StoredSchedule, 'rule' | 'blackouts'>): Promise<Plan> {
  return { rule, blackouts, timeZone: known(await timeZoneOf(tx, portalId)) };
}

function known(timeZone: string): string {
  try {
    zoneOffset(timeZone, 0);
    return timeZone;
  } catch {
    return 'UTC';
  }
}
