import type { Filter } from '#contract';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { startExport } from '../exports/index.ts';
import { requireSameColumns } from '../templates/index.ts';
import type { StoredTemplate } from '../templates/index.ts';
import type { DueSlot } from './run-due.ts';
import { lastSuccess, takeSlot } from './schedules.store.ts';
import type { ChangeColumn, StoredSchedule } from './schedules.store.ts';
import { slotRequestId } from './slot-request-id.ts';
import { wake } from './wake.ts';

/** Rows that were written while the last run was read come again: twice is harmless, never is not. HubSpot's search lags behind too. */
const OVERLAP_MS = 10 * 60_000;

type Start = { readonly schedule: StoredSchedule; readonly template: StoredTemplate; readonly at: DueSlot; readonly signal: AbortSignal };

/**
 * Starts the export of one slot by the rights its owner has now. Slot and job appear in one transaction: of several
 * workers one makes both, and one that dies leaves either both or neither. Throws what starting an export throws.
 */
export async function startSlot(context: Context, portalId: PortalId, { schedule, template, at, signal }: Start): Promise<void> {
  const { id: templateId, ownerId: userId, ownerEmail: userEmail, definition } = template;
  const shape = await requireSameColumns(context, { portalId, userId, verb: 'export', lane: 'background', signal, purpose: { area: 'exports' } }, template);
  const since = schedule.changes === null ? null : await context.database.inPortal(portalId, (tx) => lastSuccess(tx, templateId, shape));
  const changed = schedule.changes === null || since === null ? [] : [changedSince(schedule.changes, since)];
  const query = { ...definition.query, filters: [...definition.query.filters, ...changed] };
  await startExport(context, { portalId, userId, userEmail }, { ...definition, query, requestId: slotRequestId(templateId, at.slot) }, signal, {
    lane: 'background',
    ...(schedule.changes?.alsoReported === true ? { changes: { column: schedule.changes.column, since: changed[0]?.value ?? null } } : {}),
    async beside(tx, job) {
      const taken = await takeSlot(tx, portalId, templateId, { ...at, state: 'started', jobId: job.id, at: new Date(context.now()) });
      // Rolls the job back with it.
      if (taken !== 'taken') throw new AppError('request.conflict', { detail: 'the slot was settled by somebody else' });
      await wake(context, tx, portalId, { templateId, nextAt: at.next });
    },
  });
  // The job was there already and nobody has moved the schedule on: a clock that was ahead has done this slot before.
  await context.database.inPortal(portalId, async (tx) => {
    const repeated = await takeSlot(tx, portalId, templateId, { ...at, state: 'skipped', jobId: null, at: new Date(context.now()) });
    if (repeated !== 'lost') await wake(context, tx, portalId, { templateId, nextAt: at.next });
  });
}

function changedSince({ column, isDay }: ChangeColumn, since: Date): Filter {
  const from = new Date(since.getTime() - OVERLAP_MS).toISOString();
  return { column, operator: 'gte', value: isDay ? from.slice(0, 10) : from };
}
