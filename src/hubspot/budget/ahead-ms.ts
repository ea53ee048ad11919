import type { BudgetLimit } from './budget-limits.ts';
import type { Lane } from './request-budget.ts';

/** Longest wait each lane bears; a job that is told to wait longer goes back to its queue. */
export const LONGEST_WAIT_MS: Readonly<Record<Lane, number>> = { person: 8_000, background: 60_000 };
/** A job takes the next place, no further one: a person is never more than that from the front. */
const PLACES_AHEAD = 1.2;

/** How far ahead a call may be granted, in milliseconds. */
export function aheadMs(lane: Lane, limit: BudgetLimit): number {
  return lane === 'person' ? LONGEST_WAIT_MS.person : (PLACES_AHEAD * 1000) / limit.rate;
}
