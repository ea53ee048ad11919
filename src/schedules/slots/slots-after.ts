import type { Blackout, ScheduleRule } from '#contract';
import { timesOfDay } from './times-of-day.ts';
import { toInstant } from './to-instant.ts';
import { zoneOffset } from './zone-offset.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** A leap day comes within eight years, even over a century. */
const MOST_DAYS = 366 * 9;

export type Plan = { readonly rule: ScheduleRule; readonly blackouts: readonly Blackout[]; readonly timeZone: string };

/**
 * The moments behind `after` at which the plan wants a run, ascending and each once, in milliseconds. Local times that a
 * change of the clock swallows or repeats are taken once (see `toInstant`). Ends when nine years hold no more.
 * Throws request.invalid for a rule that cannot be read.
 */
export function* slotsAfter({ rule, blackouts, timeZone }: Plan, after: number): Generator<number, void> {
  const times = timesOfDay(rule);
  const instantOf = toInstant(timeZone);
  const closed = blackouts.map(({ from, to }) => [Date.parse(from), Date.parse(to)] as const);
  let last = after;
  // The day before: a change of the clock may move its last minutes behind `after`.
  const first = Math.floor((after + zoneOffset(timeZone, after)) / DAY_MS) * DAY_MS - DAY_MS;
  for (let day = first; day < last + MOST_DAYS * DAY_MS; day += DAY_MS) {
    const minutes = times(day);
    if (minutes.length === 0 || closed.some(([from, to]) => day >= from && day <= to)) continue;
    // The clock may be put back over several times of a rule: their moments are not in the order of their names.
    const moments = minutes.map((minute) => instantOf(day + minute * MINUTE_MS)).sort((one, other) => one - other);
    for (const moment of moments) {
      if (moment <= last) continue;
      last = moment;
      yield moment;
    }
  }
}
