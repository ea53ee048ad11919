import { z } from 'zod';

const At = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const Day = z.iso.date();

/** When a template runs, in the portal's time zone. `days`: 1 is Monday. A `day` that a month lacks is its last. */
export const ScheduleRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('daily'), at: At }),
  z.strictObject({ kind: z.literal('weekly'), days: z.array(z.number().int().min(1).max(7)).min(1).max(7), at: At }),
  z.strictObject({ kind: z.literal('monthly'), day: z.number().int().min(1).max(31), at: At }),
  /** Minute, hour, day of month, month, day of week: numbers, lists, ranges and steps. At most 24 times a day. */
  z.strictObject({ kind: z.literal('cron'), expression: z.string().trim().max(100) }),
]);
export type ScheduleRule = z.infer<typeof ScheduleRule>;

/** Local days, both included, on which nothing runs. */
export const Blackout = z.strictObject({ from: Day, to: Day });
export type Blackout = z.infer<typeof Blackout>;

export const ScheduleSettings = z.strictObject({
  rule: ScheduleRule,
  blackouts: z.array(Blackout).max(50),
  /** What happens with runs whose time passed while nothing could run: once afterwards, or not at all. */
  missed: z.enum(['run', 'skip']),
  /**
   * Only rows changed since the last complete run, by this column; null for HubSpot's own. `alsoReported`: of a whole table
   * of HubSpot also records that it reported as deleted or only linked differently; a first column says which.
   */
  onlyChanged: z.strictObject({ column: z.string().max(200).nullable(), alsoReported: z.boolean().optional() }).nullable(),
  paused: z.boolean(),
});
export type ScheduleSettings = z.infer<typeof ScheduleSettings>;

export const Schedule = z.strictObject({
  templateId: z.uuid(),
  settings: ScheduleSettings,
  /** IANA name of the zone the rule is read in. */
  timeZone: z.string(),
  /** The next runs, ISO; none while paused. */
  next: z.array(z.string()).max(5),
  /** The newest slots, newest first. */
  last: z.array(z.strictObject({ slot: z.string(), state: z.enum(['started', 'failed', 'skipped']), jobId: z.string().nullable() })).max(5),
});
export type Schedule = z.infer<typeof Schedule>;

export const ListSchedulesRequest = z.strictObject({});
export type ListSchedulesRequest = z.infer<typeof ListSchedulesRequest>;
/** Those of the caller's own templates. */
export const ListSchedulesResponse = z.strictObject({ schedules: z.array(Schedule), timeZone: z.string() });
export type ListSchedulesResponse = z.infer<typeof ListSchedulesResponse>;

/** POST /ui/save-schedule: of an own template; `settings` null takes the schedule away. */
export const SaveScheduleRequest = z.strictObject({ templateId: z.uuid(), settings: ScheduleSettings.nullable() });
export type SaveScheduleRequest = z.infer<typeof SaveScheduleRequest>;
export const SaveScheduleResponse = z.strictObject({ schedule: Schedule.nullable() });
export type SaveScheduleResponse = z.infer<typeof SaveScheduleResponse>;

/** POST /ui/preview-schedule: the next runs of a rule that is not saved yet. */
export const PreviewScheduleRequest = z.strictObject({ rule: ScheduleRule, blackouts: z.array(Blackout).max(50) });
export type PreviewScheduleRequest = z.infer<typeof PreviewScheduleRequest>;
export const PreviewScheduleResponse = z.strictObject({ next: z.array(z.string()).max(5), timeZone: z.string() });
export type PreviewScheduleResponse = z.infer<typeof PreviewScheduleResponse>;
