import type { Goal, Measure } from './figure.ts';
import { median } from './median.ts';

type Against = { readonly limit: number; readonly called: string } | { readonly peer: readonly number[]; readonly called: string };

/** A measure out of its runs: median, what it is held against, ratio and goal. */
export function measure(what: string, unit: string, runs: readonly number[], options: { readonly against?: Against; readonly goal?: Goal } = {}): Measure {
  const own = median(runs);
  const against = options.against === undefined ? null : toAgainst(options.against);
  const ratio = against === null || against.value === 0 ? null : own / against.value;
  return { what, unit, own, runs, against, ratio, goal: options.goal ?? null };
}

function toAgainst(against: Against): NonNullable<Measure['against']> {
  if ('limit' in against) return { what: against.called, value: against.limit, runs: [] };
  return { what: against.called, value: median(against.peer), runs: against.peer };
}
