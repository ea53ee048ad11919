import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PortalId } from '../../../src/core/ids/portal-id.ts';
import { BUDGET_LIMITS, createRequestBudget, type BudgetName, type RequestBudget } from '../../../src/hubspot/index.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { endPool } from '../end-pool.ts';
import { errorOf } from '../test-gateway.ts';

const portalId = PortalId.parse('4711001');
const never = new AbortController().signal;
const sleep = (ms: number, signal: AbortSignal): Promise<void> => delay(ms, undefined, { signal });

let database: TestDatabase;
let pools: pg.Pool[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await process().pool.query('delete from request_budget');
});
afterEach(async () => {
  await Promise.all(pools.map(endPool));
  pools = [];
});
afterAll(() => database.drop());

/** The budget as one more process sees it: own connections, own queue. */
function process(): { pool: pg.Pool; budget: RequestBudget } {
  const pool = new pg.Pool({ connectionString: database.url, max: 3 });
  pools.push(pool);
  return { pool, budget: createRequestBudget({ pool, sleep }) };
}

/** The most arrivals any window of `ms` holds. */
function worstWindow(times: readonly number[], ms: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  let worst = 0;
  let start = 0;
  for (const [end, time] of sorted.entries()) {
    while (time - (sorted[start] ?? time) >= ms) start += 1;
    worst = Math.max(worst, end - start + 1);
  }
  return worst;
}

/** `loops` readers in each of `processes`, for `ms`; the times at which they were allowed to call. */
async function hammer(name: BudgetName, processes: number, loops: number, ms: number): Promise<number[]> {
  const calls: number[] = [];
  const end = performance.now() + ms;
  const read = async ({ budget }: { budget: RequestBudget }): Promise<void> => {
    while (performance.now() < end) {
      await budget.take(portalId, name, 'background', never);
      calls.push(performance.now());
    }
  };
  await Promise.all(Array.from({ length: processes }, process).flatMap((one) => Array.from({ length: loops }, () => read(one))));
  return calls;
}

describe('G11 the allowance of one portal, shared by all processes', () => {
  it('I8 twenty readers in four processes stay below 110 in any 10 s, reach 95 % of the pace, and a person waits less than 400 ms', { timeout: 40_000 }, async () => {
    const people = process();
    const waits: number[] = [];
    const startedAt = performance.now();
    const stalls = setInterval(() => {
      // A busy event loop delays what was already granted.
      for (const until = performance.now() + 60 * Math.random(); performance.now() < until; );
    }, 500);
    const person = async (): Promise<number[]> => {
      const calls: number[] = [];
      for (let index = 0; index < 15; index += 1) {
        await delay(750);
        const askedAt = performance.now();
        await people.budget.take(portalId, 'objects', 'person', never);
        calls.push(performance.now());
        waits.push(performance.now() - askedAt);
      }
      return calls;
    };

    const calls = (await Promise.all([hammer('objects', 4, 5, 13_000), person()])).flat();
    clearInterval(stalls);

    const seconds = (Math.max(...calls) - startedAt) / 1000;
    expect(worstWindow(calls, 10_000)).toBeLessThanOrEqual(110);
    for (let draw = 0; draw < 50; draw += 1) expect(worstWindow(calls.map((time) => time + 300 * Math.random() - 150), 10_000)).toBeLessThanOrEqual(110);
    expect(calls.length / seconds).toBeGreaterThan(0.95 * BUDGET_LIMITS.objects.rate);
    expect(Math.max(...waits)).toBeLessThan(400);
  });

  it.each([['search', 1_000, 5], ['associations', 10_000, 95]] as const)('I8 %s stays within its own allowance', { timeout: 30_000 }, async (name, windowMs, most) => {
    const calls = await hammer(name, 2, 4, name === 'search' ? 4_000 : 11_000);

    expect(worstWindow(calls, windowMs)).toBeLessThanOrEqual(most);
  });

  it('two portals and two allowances do not share anything', async () => {
    const { budget } = process();
    const startedAt = performance.now();

    await Promise.all([
      budget.take(portalId, 'objects', 'background', never),
      budget.take(portalId, 'search', 'background', never),
      budget.take(PortalId.parse('4711002'), 'objects', 'background', never),
    ]);

    expect(performance.now() - startedAt).toBeLessThan(90);
  });
});

describe('F6 a blocked portal', () => {
  it('no process gets a call before the block ends', async () => {
    const [one, other] = [process(), process()];
    await one.budget.blockUntil(portalId, 'objects', 700);
    await one.budget.blockUntil(portalId, 'objects', 10);
    const startedAt = performance.now();

    await Promise.all([other.budget.take(portalId, 'objects', 'person', never), one.budget.take(portalId, 'objects', 'background', never)]);

    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(680);
  });

  it('I7 a job is sent back to its queue, with the time to come again, when the block is long', async () => {
    const { budget } = process();
    await budget.blockUntil(portalId, 'objects', 900_000);

    const error = await errorOf(budget.take(portalId, 'objects', 'background', never));

    expect(error.code).toBe('hubspot.rate_limited');
    expect(error.retry).toMatchObject({ afterMs: expect.closeTo(900_000, -3) as number });
  });

  it('a person is told soon instead of waiting ten seconds', async () => {
    const { budget } = process();
    await budget.blockUntil(portalId, 'objects', 10_000);

    expect((await errorOf(budget.take(portalId, 'objects', 'person', never))).code).toBe('hubspot.rate_limited');
  });
});

describe('giving up', () => {
  it('F14 a cancelled job leaves the queue at once and those behind it go on', async () => {
    const { budget } = process();
    await budget.blockUntil(portalId, 'objects', 1_000);
    const cancel = new AbortController();
    const first = budget.take(portalId, 'objects', 'background', never);
    const second = budget.take(portalId, 'objects', 'background', cancel.signal);
    const third = budget.take(portalId, 'objects', 'background', never);
    const startedAt = performance.now();

    setTimeout(() => cancel.abort(new Error('cancelled')), 50);
    await expect(second).rejects.toThrow('cancelled');
    const left = performance.now() - startedAt;
    await Promise.all([first, third]);

    expect(left).toBeLessThan(400);
  });

  it('people who all come at once are served one after the other, evenly', async () => {
    const { budget } = process();
    const times: number[] = [];

    await Promise.all(Array.from({ length: 8 }, async () => {
      await budget.take(portalId, 'objects', 'person', never);
      times.push(performance.now());
    }));

    const gaps = times.sort((a, b) => a - b).slice(1).map((time, index) => time - (times[index] ?? time));
    expect(Math.min(...gaps)).toBeGreaterThan(60);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(1_000);
  });
});
