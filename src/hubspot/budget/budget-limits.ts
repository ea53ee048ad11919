import type { BudgetName } from './request-budget.ts';

export type BudgetLimit = {
  /** Calls that HubSpot takes within its window. */
  readonly calls: number;
  /** HubSpot's rolling window and the margin for calls that arrive late, in milliseconds. */
  readonly windowMs: number;
  /**
   * People's share, more than 0 and at most 1. After an idle time jobs take the rest of a window as fast as they can,
   * this share of it only as slowly as it flows, so that a person finds a place at any moment; 1 makes jobs even.
   */
  readonly people: number;
  /** Calls per second in the long run. */
  readonly rate: number;
  /** A call that goes out later than this, in milliseconds, is noted in the window with its delay. */
  readonly lateMs: number;
  /** A call whose answer took this much longer than its kind may take, in milliseconds, is taken for one that was counted so much later. */
  readonly slowMs: number;
  /**
   * `never`: a call counts at its moment until its answer says otherwise. A number: one without an answer for so many milliseconds
   * may be counted only now, so its place stays taken; for windows so short that a process which stands still passes one.
   */
  readonly doubtMs: number | 'never';
};

/**
 * The pace of each allowance. No window of `windowMs` ever holds more than `calls` grants. HubSpot counts arrivals, we
 * count grants: the 111th call arrives too early only when the first one arrived later than it by more than the
 * margin. Of the margin, `lateMs` is for the way from the grant to the socket, `slowMs` for the way from there, the rest for timers; what
 * is later is corrected, the way from there by answers that take longer than the shortest of their kind.
 *
 *   objects       110 / rolling 10 s, margin 120 ms: 10.87 calls/s in the long run, 98.8 % of the limit's own 11/s.
 *   search        5 / s, margin 80 ms: 4.6/s. (Measured: 4.9/s earns 1-3 % 429s from timers alone.)
 *   associations  100 / 10 s for the smallest HubSpot edition, margin 150 ms.
 *
 * A search holds its place until it is answered, however long that takes: five of them wait for a process that stood still
 * for a second, and the sixth would be refused. Answers within `doubtMs` cost nothing.
 *
 * When HubSpot refuses a call all the same, the margin grows for that portal: see `block-sql.ts`.
 * Limits: https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines (read November 2026).
 */
export const BUDGET_LIMITS: Readonly<Record<BudgetName, BudgetLimit>> = {
  objects: limit({ calls: 110, windowMs: 10_120, people: 0.45, lateMs: 20, slowMs: 80, doubtMs: 'never' }),
  search: limit({ calls: 5, windowMs: 1_080, people: 1, lateMs: 10, slowMs: 50, doubtMs: 800 }),
  associations: limit({ calls: 100, windowMs: 10_150, people: 0.45, lateMs: 20, slowMs: 80, doubtMs: 'never' }),
};

function limit(of: Omit<BudgetLimit, 'rate'>): BudgetLimit {
  return { ...of, rate: (of.calls * 1000) / of.windowMs };
}
