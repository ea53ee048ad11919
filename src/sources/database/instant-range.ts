const DAY_MS = 86_400_000;
const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/**
 * The stretch of time a filter value names, in milliseconds since 1970, `until` not included: a day for YYYY-MM-DD
 * (UTC), else the millisecond that people see; the database may hold finer ones. Null when it is no such value.
 */
export function instantRange(value: string): { readonly from: number; readonly until: number } | null {
  if (!ISO.test(value)) return null;
  const from = Date.parse(value);
  if (Number.isNaN(from) || from < Date.UTC(1, 0, 1) || value.startsWith('00')) return null;
  const until = from + (value.length === 10 ? DAY_MS : 1);
  return { from, until };
}
