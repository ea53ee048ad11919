import type { ListSchedulesResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { planOf } from './plan-of.ts';
import { listOwn } from './schedules.store.ts';
import { showSchedule } from './show-schedule.ts';

const MOST = 100;

/** The schedules of the caller's own templates, and the zone their rules are read in. */
export async function listSchedules(context: Context, { portalId, userId }: Caller): Promise<ListSchedulesResponse> {
  return context.database.inPortal(portalId, async (tx) => {
    const schedules: ListSchedulesResponse['schedules'] = [];
    for (const schedule of await listOwn(tx, userId, MOST)) schedules.push(await showSchedule(tx, portalId, schedule));
    const { timeZone } = await planOf(tx, portalId, { rule: { kind: 'daily', at: '00:00' }, blackouts: [] });
    return { schedules, timeZone };
  });
}
