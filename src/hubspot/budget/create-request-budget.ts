import type pg from 'pg';
import { AppError } from '../../core/errors/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';
import { pause, type Sleep } from '../pause.ts';
import { throwIfAborted } from '../throw-if-aborted.ts';
import { BUDGET_LIMITS } from './budget-limits.ts';
import { createInTurn } from './in-turn.ts';
import type { BudgetName, Lane, RequestBudget } from './request-budget.ts';
import { takeToken } from './take-token.ts';

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
 * The request budget over the table `request_budget`. People reserve places ahead of time; a background caller takes
 * a place only when nobody is waiting for one, so that a person is never more than two places from the front.
 */
export function createRequestBudget(options: RequestBudgetOptions): RequestBudget {
  const { pool, sleep } = options;
  const now = options.now ?? (() => performance.now());
  const inTurn = createInTurn();

  async function ask(portalId: PortalId, budget: BudgetName, lane: Lane, signal: AbortSignal): Promise<{ askedAt: number; waitMs: number }> {
    const limit = BUDGET_LIMITS[budget];
    const floor = lane === 'person' ? -Math.floor((limit.rate * LONGEST_WAIT_MS.person) / 1000) : 0;
    for (;;) {
      const askedAt = now();
      const answer = await takeToken(pool, { portalId, budget, limit, floor });
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
        text: `insert into request_budget as b (portal_id, budget, tokens, updated, blocked_until)
values ($1, $2, 0, clock_timestamp(), clock_timestamp() + $3::float8 * interval '1 ms')
on conflict (portal_id, budget) do update set blocked_until = greatest(b.blocked_until, excluded.blocked_until)`,
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
