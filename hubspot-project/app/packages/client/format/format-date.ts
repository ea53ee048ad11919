import { dateFormat } from './date-format.ts';

/** A calendar day YYYY-MM-DD, the same day in every time zone. What is no such day stays as it is. */
export function formatDate(value: string, locale: string): string {
  const day = /^(\d{4}-\d{2}-\d{2})(T.*)?$/.exec(value)?.[1];
  const time = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time)) return value;
  return dateFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(time);
}
