import type { SaveScheduleRequest, Schedule } from '#contract';
import type { Caller } from '../access/index.ts';
import { writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { requireOwnTemplate } from '../templates/index.ts';
import { changeColumn } from './change-column.ts';
import { planOf } from './plan-of.ts';
import { dropSchedule, putSchedule } from './schedules.store.ts';
import type { StoredSchedule } from './schedules.store.ts';
import { showSchedule } from './show-schedule.ts';
import { nextSlots } from './slots/next-slots.ts';
import { wake } from './wake.ts';

/**
 * Sets, changes or takes away when an own template runs. It counts from now: slots that passed before are no missed ones.
 * Throws template.unknown, template.not_yours, request.invalid.
 */
export async function saveSchedule(context: Context, caller: Caller, { templateId, settings }: SaveScheduleRequest, signal: AbortSignal): Promise<Schedule | null> {
  const { portalId, userId } = caller;
  const { database } = context;
  const template = await database.inPortal(portalId, (tx) => requireOwnTemplate(tx, userId, templateId));
  if (settings === null) {
    await database.inPortal(portalId, async (tx) => {
      if (await dropSchedule(tx, templateId)) await writeAudit(tx, portalId, { userId, action: 'schedule.removed', subject: templateId, details: {} });
    });
    return null;
  }
  const { onlyChanged, ...rest } = settings;
  if (onlyChanged?.alsoReported === true && rest.rule.kind === 'monthly') {
    throw new AppError('request.invalid', { userMessage: 'What HubSpot reported is known for 30 days, which a month outlasts.', fix: 'Run it every week, or leave out deleted and linked records.' });
  }
  const changes = onlyChanged === null ? null : await changeColumn(context, { portalId, userId, verb: 'export', lane: 'person', signal, purpose: { area: 'exports' } }, template, onlyChanged);
  return database.inPortal(portalId, async (tx) => {
    await requireOwnTemplate(tx, userId, templateId);
    const [next] = nextSlots(await planOf(tx, portalId, rest), context.now(), 1);
    if (next === undefined) throw new AppError('request.invalid', { userMessage: 'This rule never comes to a day on which it may run.', fix: 'Check the days and the times that are closed.' });
    const stored: StoredSchedule = { ...rest, templateId, changes, nextAt: rest.paused ? null : new Date(next) };
    await putSchedule(tx, portalId, stored);
    await writeAudit(tx, portalId, { userId, action: 'schedule.saved', subject: templateId, details: { ...settings } });
    await wake(context, tx, portalId, stored);
    return showSchedule(tx, portalId, stored);
  });
}
