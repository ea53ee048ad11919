import { dateFormat } from './date-format.ts';

/** A moment in ISO 8601, as the person's own clock shows it. What is no moment stays as it is. */
export function formatDateTime(value: string, locale: string): string {
  const time = Date.parse(value);
  if (Number.isNaN(time)) return value;
  return dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}
