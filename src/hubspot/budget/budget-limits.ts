import type { BudgetName } from './request-budget.ts';

export type BudgetLimit = {
  /** Calls that may go out without any pause after an idle time. */
  readonly cap: number;
  /** Calls per second that flow back. */
  readonly rate: number;
  /** A grant this late, in milliseconds, no longer fits the arithmetic and is given up. */
  readonly lateMs: number;
};

/**
 * The pace of each allowance. A bucket that holds `cap` and refills at `rate` grants at most floor(cap + rate * T)
 * calls in T seconds. HubSpot counts arrivals, we count grants: with arrivals up to 150 ms early or late, what
 * arrives within 10 s was granted within T = 10.3 s.
 *
 *   objects       limit 110 / rolling 10 s:  floor(1 + 10.67 * 10.3) = floor(110.9) = 110, so 10.67/s is the
 *                 highest even pace that never shows 111. It is 97 % of the limit's own 11/s. A larger cap would
 *                 have to be paid with pace: cap 2 allows 10.58/s, cap 10 only 9.8/s.
 *   search        limit 5/s: the calls lie 222 ms apart, so a sixth falls into the same second only if two calls shift
 *                 by more than 111 ms against each other; hence the shorter `lateMs`. (Measured: 4.9/s earns 1-3 % 429s.)
 *   associations  limit 100 / 10 s for the smallest HubSpot edition: floor(5 + 8.7 * 10.3) = 94. The cap of 5
 *                 lets a card open several tables at once.
 *
 * Limits: https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines (read November 2026).
 */
export const BUDGET_LIMITS: Readonly<Record<BudgetName, BudgetLimit>> = {
  objects: { cap: 1, rate: 10.67, lateMs: 150 },
  search: { cap: 1, rate: 4.5, lateMs: 60 },
  associations: { cap: 5, rate: 8.7, lateMs: 150 },
};
