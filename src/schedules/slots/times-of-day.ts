import type { ScheduleRule } from '#contract';
import { parseCron } from './parse-cron.ts';

/** The minutes of a local day on which a rule asks for a run, ascending; `day` is the local midnight given as if it were UTC. */
export type TimesOfDay = (day: number) => readonly number[];

const NONE: readonly number[] = [];

/** Throws request.invalid for a cron rule that cannot be read. */
export function timesOfDay(rule: ScheduleRule): TimesOfDay {
  switch (rule.kind) {
    case 'daily': {
      const at = [minutesOf(rule.at)];
      return () => at;
    }
    case 'weekly': {
      const at = [minutesOf(rule.at)];
      const days = new Set(rule.days.map((day) => day % 7));
      return (day) => (days.has(new Date(day).getUTCDay()) ? at : NONE);
    }
    case 'monthly': {
      const at = [minutesOf(rule.at)];
      return (day) => (new Date(day).getUTCDate() === Math.min(rule.day, lengthOfMonth(new Date(day))) ? at : NONE);
    }
    case 'cron': {
      const { minutes, hours, days, months, weekdays, eitherDay } = parseCron(rule.expression);
      const at = [...hours].flatMap((hour) => [...minutes].map((minute) => hour * 60 + minute)).sort((one, other) => one - other);
      return (local) => {
        const day = new Date(local);
        const [fitsDate, fitsWeekday] = [days.has(day.getUTCDate()), weekdays.has(day.getUTCDay())];
        const fits = months.has(day.getUTCMonth() + 1) && (eitherDay ? fitsDate || fitsWeekday : fitsDate && fitsWeekday);
        return fits ? at : NONE;
      };
    }
  }
}

function minutesOf(at: string): number {
  const [hours, minutes] = at.split(':').map(Number) as [number, number];
  return hours * 60 + minutes;
}

function lengthOfMonth(day: Date): number {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
}
