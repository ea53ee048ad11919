import { NOBODY, writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { requireActive } from '../installs/index.ts';
import { getTemplate } from '../templates/index.ts';
import { failSlot } from './fail-slot.ts';
import { planOf } from './plan-of.ts';
import { startSlot } from './start-slot.ts';
import { takeSlot } from './schedules.store.ts';
import type { StoredSchedule } from './schedules.store.ts';
import { slotsAfter } from './slots/slots-after.ts';
import { wake } from './wake.ts';

/** A run that begins later than this after its time was missed. */
const LATE_MS = 3_600_000;
const PORTAL_AWAY_MS = 15 * 60_000;
const SOURCE_AWAY_MS = 5 * 60_000;

/** One slot that is to be settled: `due` is the one the schedule waits for, `slot` the newest one that has passed. */
export type DueSlot = { readonly due: Date; readonly slot: Date; readonly next: Date | null };

/**
 * Settles what of a schedule is due: one run, however many slots have passed. While the portal is without access nothing
 * runs and the slot stays due; what is too late then falls under the rule for missed runs.
 */
export async function runDue(context: Context, portalId: PortalId, schedule: StoredSchedule & { readonly nextAt: Date | null }, signal: AbortSignal): Promise<void> {
  const { database } = context;
  const due = schedule.nextAt!;
  const { plan, template } = await database.inPortal(portalId, async (tx) => ({ plan: await planOf(tx, portalId, schedule), template: await getTemplate(tx, schedule.templateId) }));
  if (template === null) return;
  let [slot, next] = [due.getTime(), null as number | null];
  for (const later of slotsAfter(plan, slot)) {
    next = later;
    if (later > context.now()) break;
    [slot, next] = [later, null];
  }
  const at: DueSlot = { due, slot: new Date(slot), next: next === null ? null : new Date(next) };
  const late = context.now() - slot > LATE_MS;
  try {
    await requireActive(context, portalId);
    if (late && schedule.missed === 'skip') return await skip(context, portalId, schedule, at);
    await startSlot(context, portalId, { schedule, template, at, signal });
  } catch (err) {
    if (signal.aborted || !(err instanceof AppError)) throw err;
    if (err.code === 'portal.not_installed') return;
    if (err.code === 'portal.needs_reauth') return database.inPortal(portalId, (tx) => wake(context, tx, portalId, schedule, PORTAL_AWAY_MS));
    if (err.retry !== 'never' && !late) return database.inPortal(portalId, (tx) => wake(context, tx, portalId, schedule, SOURCE_AWAY_MS));
    await failSlot(context, portalId, { template, at, error: err });
  }
}

async function skip(context: Context, portalId: PortalId, { templateId }: StoredSchedule, at: DueSlot): Promise<void> {
  await context.database.inPortal(portalId, async (tx) => {
    const taken = await takeSlot(tx, portalId, templateId, { ...at, state: 'skipped', jobId: null, at: new Date(context.now()) });
    if (taken === 'lost') return;
    await wake(context, tx, portalId, { templateId, nextAt: at.next });
    if (taken === 'taken') await writeAudit(tx, portalId, { userId: NOBODY, action: 'schedule.skipped', subject: templateId, details: { slot: at.slot.toISOString() } });
  });
}
