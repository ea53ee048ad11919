import type { FilterOperator } from '@siderail/contract';

/**
 * The moment (ISO 8601) at which a day begins or ends on the person's clock: "after" and "on or before" mean the end
 * of the day, "on or after" and "before" its beginning.
 */
export function dayToMoment(day: string, operator: FilterOperator): string {
  const clock = operator === 'gt' || operator === 'lte' ? 'T23:59:59.999' : 'T00:00:00.000';
  return new Date(`${day}${clock}`).toISOString();
}
