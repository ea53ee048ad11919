import type pg from 'pg';
import { PortalId } from '../../../src/core/ids/portal-id.ts';
import { BUDGET_LIMITS, type BudgetName, type Lane } from '../../../src/hubspot/index.ts';
import { aheadMs } from '../../../src/hubspot/budget/ahead-ms.ts';
import { noteLate } from '../../../src/hubspot/budget/note-late.ts';
import { takeGrant } from '../../../src/hubspot/budget/take-grant.ts';
import { createUsualTime } from '../../../src/hubspot/budget/usual-time.ts';

export type Call = {
  readonly lane: Lane;
  /** When it was first asked for, when it was allowed, when it reached HubSpot; milliseconds from the begin. */
  readonly askedAt: number;
  readonly grantedAt: number;
  readonly arrivedAt: number;
};

export type Simulation = {
  readonly budget: BudgetName;
  readonly seconds: number;
  /** Readers of jobs, over all processes: each asks, calls, waits for the answer and asks again. */
  readonly readers: number;
  readonly latencyMs: number;
  /** A call reaches HubSpot up to so late. */
  readonly jitterMs: number;
  /** People who open a card every so often on average, with so many calls at once. */
  /** One in so many calls reaches HubSpot so late besides, and is answered as much later. */
  readonly late?: { readonly oneIn: number; readonly ms: number };
  readonly people?: { readonly everyMs: number; readonly calls: number };
};

type Ask = { readonly at: number; readonly askedAt: number; readonly lane: Lane; readonly again: boolean; /** An answer that is noted arrives. */ readonly slow?: { readonly moment: number; readonly lateMs: number } };

/** A Friday in 2026; only differences count. */
const BEGIN = 1_795_000_000_000;
const portalId = PortalId.parse('4711001');

/** The allowance's own SQL in its real table, through hours of calls without waiting for the clock. */
export async function simulateBudget(pool: pg.Pool, { budget, seconds, readers, latencyMs, jitterMs, people, late }: Simulation): Promise<readonly Call[]> {
  await pool.query('delete from request_budget');
  const random = seededRandom(7);
  const end = seconds * 1000;
  const asks: Ask[] = Array.from({ length: readers }, (_, index) => ({ at: index, askedAt: index, lane: 'background', again: true }));
  const pause = (): number => (people?.everyMs ?? end) * (0.5 + random());
  for (let at = pause(); people !== undefined && at < end; at += pause()) {
    for (let index = 0; index < people.calls; index += 1) asks.push({ at, askedAt: at, lane: 'person', again: false });
  }
  const calls: Call[] = [];
  const slowness = createUsualTime();
  for (let ask = takeFirst(asks); ask !== undefined && ask.at < end; ask = takeFirst(asks)) {
    if (ask.slow !== undefined) {
      await noteLate(pool, { portalId, budget, ...ask.slow });
      continue;
    }
    const answer = await takeGrant(pool, { portalId, budget, limit: BUDGET_LIMITS[budget], lane: ask.lane, aheadMs: aheadMs(ask.lane, BUDGET_LIMITS[budget]), at: BEGIN + ask.at });
    if (answer.outcome === 'empty') {
      asks.push({ ...ask, at: ask.at + Math.ceil(answer.waitMs) });
      continue;
    }
    const grantedAt = ask.at + answer.waitMs;
    const held = late !== undefined && random() * late.oneIn < 1 ? random() * late.ms : 0;
    const arrivedAt = grantedAt + random() * jitterMs + held;
    calls.push({ lane: ask.lane, askedAt: ask.askedAt, grantedAt, arrivedAt });
    const next = arrivedAt + latencyMs * (0.8 + 0.4 * random());
    const lateMs = slowness.late(next - grantedAt, grantedAt);
    slowness.learn(next - grantedAt, grantedAt);
    const { slowMs, doubtMs } = BUDGET_LIMITS[budget];
    const noted = late !== undefined && lateMs > slowMs ? lateMs : 0;
    if (noted > 0 || doubtMs !== 'never') asks.push({ at: next, askedAt: next, lane: ask.lane, again: false, slow: { moment: answer.moment, lateMs: noted } });
    if (ask.again) asks.push({ at: next, askedAt: next, lane: ask.lane, again: true });
  }
  return calls;
}

/** The most of `times` that any window of `ms` holds. */
export function worstWindow(times: readonly number[], ms: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  let worst = 0;
  let start = 0;
  for (const [end, time] of sorted.entries()) {
    while (time - (sorted[start] ?? time) >= ms) start += 1;
    worst = Math.max(worst, end - start + 1);
  }
  return worst;
}

function takeFirst(asks: Ask[]): Ask | undefined {
  let first = 0;
  for (const [index, { at }] of asks.entries()) if (at < (asks[first]?.at ?? at)) first = index;
  return asks.splice(first, 1)[0];
}

/** The same numbers on every run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
