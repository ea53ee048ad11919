import type { PreviewScheduleRequest, PreviewScheduleResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { planOf } from './plan-of.ts';
import { SHOWN } from './show-schedule.ts';
import { nextSlots } from './slots/next-slots.ts';

/** The next five runs a rule would have. Throws request.invalid for a rule that cannot be read. */
export async function previewSchedule(context: Context, { portalId }: Caller, request: PreviewScheduleRequest): Promise<PreviewScheduleResponse> {
  const plan = await context.database.inPortal(portalId, (tx) => planOf(tx, portalId, request));
  return { timeZone: plan.timeZone, next: nextSlots(plan, context.now(), SHOWN).map((slot) => new Date(slot).toISOString()) };
}
