export const DAY_MICROSECONDS = 86_400_000_000;
/** Decimal places of a day that tell a microsecond from the next and fit a double beside the day. */
export const DAY_PLACES = 11;
const UNITS = 10 ** DAY_PLACES;

/** A time of day, in microseconds, as a part of the day: units of the eleventh decimal place. */
export function dayPart(microseconds: number): number {
  return Math.min(Math.round(microseconds * (UNITS / DAY_MICROSECONDS)), UNITS - 1);
}
