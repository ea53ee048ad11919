import { hash } from './sql-words.ts';

/** Seeded records were created in the five years before this instant; it is fixed so that two seeds are equal. */
const END = Date.UTC(2026, 9, 30);
const SPAN = 5 * 365 * 86_400_000;
/** One record in twenty carries this very millisecond: HubSpot's own batch jobs leave thousands of equal timestamps. */
export const MONTH_END = '2026-10-31T00:00:00.000Z';

/** SQL for the creation time of record `i` of `count`: increasing with `i`, at millisecond grain. */
export function createdSql(count: number): string {
  const step = Math.max(1, Math.floor(SPAN / Math.max(1, count)));
  return `to_timestamp((${END - SPAN} + i * ${step} + ${hash(901)} % ${step}) / 1000.0)`;
}

/** SQL for the last change of record `i`, given its creation time in `created`. */
export function updatedSql(): string {
  return `CASE WHEN i % 20 = 7 THEN timestamptz '${MONTH_END}'
    ELSE created + ((${hash(902)} % 1000000007) / 1000000007.0) * (timestamptz '${MONTH_END}' - created) END`;
}
