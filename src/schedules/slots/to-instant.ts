import { zoneOffset } from './zone-offset.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** From local wall time, given as if it were UTC, to the moment it names in one zone. */
export type ToInstant = (local: number) => number;

/**
 * Gives the moments of local times of one zone. A time the clock shows twice (autumn) is its first; one it never shows
 * (spring) is the first minute that exists behind the gap.
 */
export function toInstant(timeZone: string): ToInstant {
  return (local) => {
    const before = zoneOffset(timeZone, local - DAY_MS);
    const after = zoneOffset(timeZone, local + DAY_MS);
    // A zone that changes its clock twice within two days and back does not exist.
    if (before === after) return local - before;
    const fitting = [local - before, local - after].filter((at) => at + zoneOffset(timeZone, at) === local);
    return fitting.length > 0 ? Math.min(...fitting) : firstBehind(timeZone, local - DAY_MS - before, local + DAY_MS - after);
  };
}

/** The minute between `low` and `high` from which on the zone's clock is the other one. */
function firstBehind(timeZone: string, low: number, high: number): number {
  const from = zoneOffset(timeZone, low);
  let [left, right] = [Math.floor(low / MINUTE_MS), Math.ceil(high / MINUTE_MS)];
  while (right - left > 1) {
    const middle = Math.floor((left + right) / 2);
    if (zoneOffset(timeZone, middle * MINUTE_MS) === from) left = middle;
    else right = middle;
  }
  return right * MINUTE_MS;
}
