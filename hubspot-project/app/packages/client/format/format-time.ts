import { dateFormat } from './date-format.ts';

/** The time of day of a moment in ISO 8601, with the day in front when it is not today. */
export function formatTime(value: string, locale: string, now: number): string {
  const time = Date.parse(value);
  if (Number.isNaN(time)) return value;
  const clock = dateFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(time);
  if (new Date(time).toDateString() === new Date(now).toDateString()) return clock;
  return `${dateFormat(locale, { day: 'numeric', month: 'short' }).format(time)}, ${clock}`;
}
