import type { Schedule } from '#contract';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { planOf } from './plan-of.ts';
import { listSlots } from './schedules.store.ts';
import type { StoredSchedule } from './schedules.store.ts';
import { nextSlots } from './slots/next-slots.ts';

export const SHOWN = 5;

/** A schedule with its next and last runs. */
export async function showSchedule(tx: Tx, portalId: PortalId, { templateId, changes, nextAt, ...settings }: StoredSchedule): Promise<Schedule> {
  const plan = await planOf(tx, portalId, settings);
  const next = settings.paused || nextAt === null ? [] : [nextAt.getTime(), ...nextSlots(plan, nextAt.getTime(), SHOWN - 1)];
  const last = await listSlots(tx, templateId, SHOWN);
  return {
    templateId, timeZone: plan.timeZone, next: next.map((slot) => new Date(slot).toISOString()),
    settings: { ...settings, onlyChanged: changes === null ? null : { column: changes.named ? changes.column : null, ...(changes.alsoReported ? { alsoReported: true } : {}) } },
    last: last.map(({ slot, ...rest }) => ({ ...rest, slot: slot.toISOString() })),
  };
}
