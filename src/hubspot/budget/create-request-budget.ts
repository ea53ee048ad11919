import type pg from 'pg';
import { AppError } from '../../core/errors/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';
import { pause, type Sleep } from '../pause.ts';
import { throwIfAborted } from '../throw-if-aborted.ts';
import { aheadMs, LONGEST_WAIT_MS } from './ahead-ms.ts';
import { createAnswerTimes } from './answer-times.ts';
import { BLOCK_SQL } from './block-sql.ts';
import { BUDGET_LIMITS } from './budget-limits.ts';
import { confirmGrant } from './confirm-grant.ts';
import { createGrantedCall } from './create-granted-call.ts';
import { createInTurn } from './in-turn.ts';
import { noteLate } from './note-late.ts';
import type { BudgetName, Lane, RequestBudget } from './request-budget.ts';
import { takeGrant } from './take-grant.ts';

export type RequestBudgetOptions = {
  readonly pool: pg.Pool;
  /** A steady clock in milliseconds; only differences count. Default `performance.now`. */
  readonly now?: () => number;
  readonly sleep: Sleep;
  /** Milliseconds since 1970, for simulations of hours; without it the database's clock counts. */
  readonly clock?: () => number;
};

/** Less than timers are exact by is no wait. */
const SOON_MS = 2;

type Granted = { readonly dueAt: number; readonly waitMs: number; readonly moment: number };

/**
 * The request budget over the table `request_budget`. People reserve moments ahead of time; a background caller takes
 * one only when nobody is waiting for one, and leaves the window's last places to be spread over its time: people go
 * first, and wait for a place to become free, never for a whole window.
 */
export function createRequestBudget(options: RequestBudgetOptions): RequestBudget {
  const { pool, sleep } = options;
  const now = options.now ?? (() => performance.now());
  const inTurn = createInTurn();
  const timesOf = createAnswerTimes();

  async function ask(portalId: PortalId, budget: BudgetName, lane: Lane, signal: AbortSignal): Promise<Granted> {
    const limit = BUDGET_LIMITS[budget];
    for (;;) {
      const askedAt = now();
      const answer = await takeGrant(pool, { portalId, budget, limit, lane, aheadMs: aheadMs(lane, limit), ...(options.clock === undefined ? {} : { at: options.clock() }) });
      if (answer.outcome === 'taken') return { dueAt: askedAt + answer.waitMs, waitMs: answer.waitMs, moment: answer.moment };
      if (answer.waitMs > LONGEST_WAIT_MS[lane]) throw tooLong(budget, answer.waitMs);
      await pause(sleep, Math.ceil(answer.waitMs), signal);
    }
  }

  /** People skip the line of their own process: the database already orders them. */
  function place(portalId: PortalId, budget: BudgetName, lane: Lane, signal: AbortSignal): ReturnType<typeof ask> {
    if (lane === 'person') return ask(portalId, budget, lane, signal);
    return inTurn(`${portalId} ${budget}`, signal, () => ask(portalId, budget, lane, signal));
  }

  /** Nobody waits for this: it counts when the call would leave the window, seconds from now. */
  async function tellLate(portalId: PortalId, budget: BudgetName, moment: number, lateMs: number): Promise<number> {
    try {
      return await noteLate(pool, { portalId, budget, moment, lateMs });
    } catch {
      // The database is not there: nobody else gets a call either, and the margin covers this one.
      return moment;
    }
  }

  /** Waits for its moment, and where calls keep their places until they are answered, asks again then whether there is room. */
  async function untilDue({ dueAt, waitMs, moment }: Granted, of: { readonly portalId: PortalId; readonly budget: BudgetName; readonly signal: AbortSignal }): Promise<{ readonly dueAt: number; readonly moment: number }> {
    const { portalId, budget, signal } = of;
    const limit = BUDGET_LIMITS[budget];
    if (waitMs <= 0) return { dueAt, moment };
    if (limit.doubtMs === 'never') {
      await pause(sleep, Math.ceil(waitMs), signal);
      return { dueAt, moment };
    }
    let kept = { moment, waitMs };
    try {
      for (;;) {
        await pause(sleep, Math.ceil(kept.waitMs), signal);
        const askedAt = now();
        kept = await confirmGrant(pool, { portalId, budget, limit, moment: kept.moment, ...(options.clock === undefined ? {} : { at: options.clock() }) });
        if (kept.waitMs <= SOON_MS) return { dueAt: askedAt + kept.waitMs, moment: kept.moment };
      }
    } catch (thrown) {
      void tellLate(portalId, budget, kept.moment, 0);
      throw thrown;
    }
  }

  return {
    async take(portalId, budget, lane, signal) {
      throwIfAborted(signal);
      const granted = await place(portalId, budget, lane, signal);
      const due = await untilDue(granted, { portalId, budget, signal });
      const limit = BUDGET_LIMITS[budget];
      return createGrantedCall({ limit, ...due, now, timesOf: (kind) => timesOf(`${budget} ${kind}`), told: (at, lateMs) => tellLate(portalId, budget, at, lateMs) });
    },

    async blockUntil(portalId, budget, ms) {
      await pool.query({
        name: 'request-budget-block',
        text: BLOCK_SQL,
        values: [portalId, budget, ms, options.clock?.() ?? null, BUDGET_LIMITS[budget].windowMs],
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
