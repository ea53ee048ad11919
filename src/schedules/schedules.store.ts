import { z } from 'zod';
import { Blackout, ScheduleRule } from '#contract';
import type { ScheduleSettings } from '#contract';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';

/** `changes`: the column that says when a row was changed, when only changed rows are wanted. */
export type StoredSchedule = Omit<ScheduleSettings, 'onlyChanged'> & { readonly templateId: string; readonly changes: ChangeColumn | null; readonly nextAt: Date | null };
const ChangeColumn = z.object({ column: z.string(), named: z.boolean(), isDay: z.boolean(), alsoReported: z.boolean().default(false) });
export type ChangeColumn = z.infer<typeof ChangeColumn>;

export type Slot = { readonly slot: Date; readonly state: 'started' | 'failed' | 'skipped'; readonly jobId: string | null };

type Row = { templateId: string; rule: unknown; blackouts: unknown; missed: string; changes: unknown; paused: boolean; nextAt: Date | null };

function toSchedule({ templateId, rule, blackouts, missed, changes, paused, nextAt }: Row): StoredSchedule {
  return {
    templateId, paused, nextAt, rule: ScheduleRule.parse(rule), blackouts: z.array(Blackout).parse(blackouts), missed: missed === 'run' ? 'run' : 'skip',
    changes: changes === null ? null : ChangeColumn.parse(changes),
  };
}

export async function findSchedule(tx: Tx, templateId: string): Promise<StoredSchedule | null> {
  const row = await tx.schedule.findUnique({ where: { templateId } });
  return row === null ? null : toSchedule(row);
}

/** Those of this person's templates. */
export async function listOwn(tx: Tx, userId: string, limit: number): Promise<StoredSchedule[]> {
  const rows = await tx.schedule.findMany({ where: { template: { ownerId: userId } }, orderBy: { templateId: 'asc' }, take: limit });
  return rows.map(toSchedule);
}

export async function putSchedule(tx: Tx, portalId: PortalId, { templateId, changes, blackouts, ...rest }: StoredSchedule): Promise<void> {
  const data = { ...rest, blackouts: [...blackouts] };
  // Null as a value of JSON and no value at all are two things; the latter is written with SQL.
  await tx.schedule.upsert({ where: { templateId }, create: { ...data, templateId, portalId: BigInt(portalId) }, update: data });
  await tx.$executeRaw`update schedules set changes = ${changes === null ? null : JSON.stringify(changes)}::jsonb where template_id = ${templateId}::uuid`;
}

export async function dropSchedule(tx: Tx, templateId: string): Promise<boolean> {
  return (await tx.schedule.deleteMany({ where: { templateId } })).count === 1;
}

/**
 * Moves the schedule on to `next` and takes the slot. `taken`: the caller does what the slot is for, in the same
 * transaction. `repeated`: it was done before, by a clock that was ahead then. `lost`: somebody else has moved the
 * schedule on, changed or removed it.
 */
export async function takeSlot(tx: Tx, portalId: PortalId, templateId: string, taken: Slot & { readonly due: Date; readonly next: Date | null; readonly at: Date }): Promise<'taken' | 'repeated' | 'lost'> {
  const moved = await tx.schedule.updateMany({ where: { templateId, nextAt: taken.due, paused: false }, data: { nextAt: taken.next } });
  if (moved.count === 0) return 'lost';
  const made = await tx.scheduleSlot.createMany({
    data: [{ templateId, portalId: BigInt(portalId), slot: taken.slot, state: taken.state, jobId: taken.jobId, settledAt: taken.at }], skipDuplicates: true,
  });
  return made.count === 1 ? 'taken' : 'repeated';
}

/** The newest slots, newest first. */
export async function listSlots(tx: Tx, templateId: string, limit: number): Promise<Slot[]> {
  const rows = await tx.scheduleSlot.findMany({ where: { templateId }, orderBy: { slot: 'desc' }, take: limit });
  return rows.map(({ slot, state, jobId }) => ({ slot, jobId, state: state as Slot['state'] }));
}

/** As of when the newest complete file of this schedule is, of those made by this shape of the first table; null before the first. */
export async function lastSuccess(tx: Tx, templateId: string, shape: string | null): Promise<Date | null> {
  const found = await tx.$queryRaw<{ as_of: Date | null }[]>`
    select e.as_of from schedule_slots s join jobs j on j.id = s.job_id and j.state in ('ready', 'expired') join exports e on e.job_id = j.id
    join export_sheets t on t.job_id = j.id and t.sheet = 0 and coalesce(t.shape, ${shape}::text, '') = coalesce(${shape}::text, '')
    where s.template_id = ${templateId}::uuid and j.partial is null and e.as_of is not null order by e.as_of desc limit 1`;
  return found[0]?.as_of ?? null;
}

export async function timeZoneOf(tx: Tx, portalId: PortalId): Promise<string> {
  const install = await tx.install.findUnique({ where: { portalId: BigInt(portalId) }, select: { timeZone: true } });
  return install?.timeZone ?? 'UTC';
}

/** Schedules whose slot is long due: the wake-up that should have come is lost. */
export async function listOverdue(tx: Tx, before: Date): Promise<StoredSchedule[]> {
  return (await tx.schedule.findMany({ where: { paused: false, nextAt: { lt: before } } })).map(toSchedule);
}
