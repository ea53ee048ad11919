import type { BudgetLimit } from './budget-limits.ts';
import type { GrantedCall } from './request-budget.ts';
import type { UsualTime } from './usual-time.ts';

export type GrantedCallOptions = {
  readonly limit: BudgetLimit;
  /** When it was to go out, by `now`. */
  readonly dueAt: number;
  /** The same by the database's clock, as the allowance keeps it. */
  readonly moment: number;
  readonly now: () => number;
  readonly timesOf: (kind: string) => UsualTime;
  /** Notes in the allowance that the call kept at `at` counts `lateMs` later, and has its answer; answers where it is kept then. */
  readonly told: (at: number, lateMs: number) => Promise<number>;
};

/**
 * A call that goes out now. What is beyond the margin is noted in the allowance: the way to the socket, and what the
 * answer took beyond the shortest of its kind. Where a call without an answer keeps its place, both are noted when the
 * answer comes, which then is always told; else the first at once, so that it counts before the window is through.
 */
export function createGrantedCall({ limit, dueAt, moment, now, timesOf, told }: GrantedCallOptions): GrantedCall {
  const sentAt = now();
  const lateMs = beyond(sentAt - dueAt, limit.lateMs);
  const counted = limit.doubtMs === 'never' && lateMs > 0 ? told(moment, lateMs) : Promise.resolve(moment);
  let isAnswered = false;
  return {
    answered(kind, success) {
      if (isAnswered) return;
      isAnswered = true;
      const tookMs = now() - sentAt;
      const times = timesOf(kind);
      const slowMs = beyond(times.late(tookMs, sentAt), limit.slowMs);
      if (success) times.learn(tookMs, sentAt);
      if (limit.doubtMs !== 'never') void told(moment, lateMs + slowMs);
      else if (slowMs > 0) void counted.then((at) => told(at, slowMs));
    },
    unsent() {
      if (isAnswered) return;
      isAnswered = true;
      if (limit.doubtMs !== 'never') void told(moment, 0);
    },
  };
}

/** What the margin does not bear, as a whole: a delay within it counts for none. */
function beyond(ms: number, borneMs: number): number {
  return ms > borneMs ? ms : 0;
}
