import type pg from 'pg';
import { AppError } from '../../core/errors/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';
import { pause, type Sleep } from '../pause.ts';
import { throwIfAborted } from '../throw-if-aborted.ts';
import { BLOCK_SQL } from './block-sql.ts';
import { BUDGET_LIMITS } from './budget-limits.ts';
import { createInTurn } from './in-turn.ts';
import type { BudgetName, Lane, RequestBudget } from './request-budget.ts';
import { takeGrant } from './take-grant.ts';

export type RequestBudgetOptions = {
  readonly pool: pg.Pool;
  /** A steady clock in milliseconds; only differences count. Default `performance.now`. */
  readonly now?: () => number;
  readonly sleep: Sleep;
};

/**
 * At most this many late grants in a row are given up. Each leaves its place in the window empty, so that sending the
 * next one late is covered; without an end, a slow database would stop the portal.
 */
const MOST_GIVEN_UP = 3;
/** Longest wait each lane bears; a job that is told to wait longer goes back to its queue. */
const LONGEST_WAIT_MS: Readonly<Record<Lane, number>> = { person: 8_000, background: 60_000 };

/**
 * The request budget over the table `request_budget`. People reserve moments ahead of time; a background caller takes
 * one only when nobody is waiting for one, and leaves the window's last places to be spread over its time: people go
 * first, and wait for a place to become free, never for a whole window.
 */
export function createRequestBudget(options: RequestBudgetOptions): RequestBudget {
  const { pool, sleep } = options;
  const now = options.now ?? (() => performance.now());
  const inTurn = createInTurn();

  async function ask(portalId: PortalId, budget: BudgetName, lane: Lane, signal: AbortSignal): Promise<{ askedAt: number; waitMs: number }> {
    const limit = BUDGET_LIMITS[budget];
    for (;;) {
      const askedAt = now();
      const answer = await takeGrant(pool, { portalId, budget, limit, lane, aheadMs: LONGEST_WAIT_MS.person });
      if (answer.outcome === 'taken') return { askedAt, waitMs: answer.waitMs };
      if (answer.waitMs > LONGEST_WAIT_MS[lane]) throw tooLong(budget, answer.waitMs);
      await pause(sleep, Math.ceil(answer.waitMs), signal);
    }
  }

  /** People skip the line of their own process: the database already orders them. */
  function place(portalId: PortalId, budget: BudgetName, lane: Lane, signal: AbortSignal): ReturnType<typeof ask> {
    if (lane === 'person') return ask(portalId, budget, lane, signal);
    return inTurn(`${portalId} ${budget}`, signal, () => ask(portalId, budget, lane, signal));
  }

  return {
    async take(portalId, budget, lane, signal) {
      throwIfAborted(signal);
      for (let given = 0; ; given += 1) {
        const { askedAt, waitMs } = await place(portalId, budget, lane, signal);
        if (waitMs > 0) await pause(sleep, Math.ceil(waitMs), signal);
        if (now() - askedAt - waitMs <= BUDGET_LIMITS[budget].lateMs || given >= MOST_GIVEN_UP) return;
      }
    },

    async blockUntil(portalId, budget, ms) {
      await pool.query({
        name: 'request-budget-block',
        text: BLOCK_SQL,
        values: [portalId, budget, ms],
      });
    },
  };
}

function tooLong(budget: BudgetName, waitMs: number): AppError {
  return new AppError('hubspot.rate_limited', {
    detail: `the ${budget} allowance is taken for another ${Math.ceil(waitMs)} ms`,
    retry: { afterMs: Math.ceil(waitMs) },
  });
}
