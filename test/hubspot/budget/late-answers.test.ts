import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PortalId } from '../../../src/core/ids/portal-id.ts';
import { BUDGET_LIMITS, createRequestBudget } from '../../../src/hubspot/index.ts';
import { confirmGrant } from '../../../src/hubspot/budget/confirm-grant.ts';
import { noteLate } from '../../../src/hubspot/budget/note-late.ts';
import { takeGrant } from '../../../src/hubspot/budget/take-grant.ts';
import { createUsualTime } from '../../../src/hubspot/budget/usual-time.ts';
import { eventually } from '../../support/eventually.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { endPool } from '../end-pool.ts';

const portalId = PortalId.parse('4711001');
const never = new AbortController().signal;
const KIND = 'GET /crm/objects';

let database: TestDatabase;
let pool: pg.Pool;
/** What the process's own clock says; answers take as long as it is moved. */
let clock = 0;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 3 });
});
beforeEach(() => pool.query('delete from request_budget'));
afterAll(async () => {
  await endPool(pool);
  await database.drop();
});

const budgetOf = (): ReturnType<typeof createRequestBudget> => createRequestBudget({ pool, now: () => clock, sleep: (ms, signal) => delay(ms, undefined, { signal }) });
const moments = async (): Promise<number[]> => (await pool.query<{ grants: number[] }>('select grants from request_budget')).rows[0]?.grants ?? [];

describe('a call counts in our window until HubSpot’s answer says that it counts in HubSpot’s (I8, H3)', () => {
  async function takeAndAnswer(budget: ReturnType<typeof createRequestBudget>, tookMs: number, success = true, kind = KIND): Promise<{ movedBy: number }> {
    await pool.query('delete from request_budget');
    const call = await budget.take(portalId, 'objects', 'person', never);
    const [granted] = await moments();
    clock += tookMs;
    call.answered(kind, success);
    // What is noted goes its own way; so does what is not.
    await delay(30);
    await pool.query('select 1');
    const [moved] = await moments();
    return { movedBy: Math.round(moved! - granted!) };
  }

  it('the first answers of a kind count when they came, later ones by what they took beyond the shortest, refusals teach nothing', async () => {
    const budget = budgetOf();
    const moved: number[] = [];
    for (const tookMs of [300, 250, 260, ...Array.from({ length: 13 }, () => 250), 250, 320, 340, 900]) moved.push((await takeAndAnswer(budget, tookMs)).movedBy);
    const refused = [(await takeAndAnswer(budget, 5, false)).movedBy, (await takeAndAnswer(budget, 250)).movedBy];
    const otherKind = (await takeAndAnswer(budget, 100, true, 'GET /crm/owners')).movedBy;

    expect(moved.slice(0, 16)).toEqual([300, 250, 260, ...Array.from({ length: 13 }, () => 250)]);
    expect(moved.slice(16)).toEqual([0, 0, 90, 650]);
    expect(refused).toEqual([0, 0]);
    expect(otherKind).toBe(100);
  });

  it('of people’s calls that were granted the same moment each is noted by itself', async () => {
    const at = Date.now();
    await pool.query(`insert into request_budget (portal_id, budget, grants) values ($1, 'objects', $2)`, [portalId, [at, at]]);
      await noteLate(pool, { portalId, budget: 'objects', moment: at, lateMs: 200 });
    await noteLate(pool, { portalId, budget: 'objects', moment: at, lateMs: 700 });
    await noteLate(pool, { portalId, budget: 'objects', moment: at, lateMs: 900 });

    expect((await moments()).map((moment) => moment - at).toSorted((a, b) => a - b)).toEqual([200, 700]);
  });

  it('a kind that becomes slower for good is slow no longer after a while, and one quick answer counts at once', () => {
    const times = createUsualTime();
    for (let n = 0; n < 16; n += 1) times.learn(200, n);
    expect(times.late(500, 1_000)).toBe(300);
    for (let n = 0; n < 100; n += 1) times.learn(500, 1_000);
    // As long as it may have been a busy machine, nothing creeps.
    expect(times.late(500, 1_000)).toBe(300);
    for (let n = 0; n < 100; n += 1) times.learn(500, 1_000);
    expect(times.late(500, 1_000)).toBe(0);
    times.learn(150, 1_000);
    expect(times.late(500, 1_000)).toBe(350);
  });

  it('the margin bears what is not noted: a late start, a slow answer within bounds and the learned time together', () => {
    const { lateMs, windowMs } = BUDGET_LIMITS.objects;
    expect(lateMs + 80).toBeLessThanOrEqual(windowMs - 10_000);
  });
});

describe('a search that was granted ahead', () => {
  const limit = BUDGET_LIMITS.search;
  const ask = { portalId, budget: 'search', limit, lane: 'person', aheadMs: 8_000 } as const;
  const told = (at: number, moment: number): ReturnType<typeof confirmGrant> => confirmGrant(pool, { portalId, budget: 'search', limit, moment, at });

  it('asks again when its moment has come, and waits on where those before it turned out to be late (I8, H3)', async () => {
    const begin = Date.now();
    const taken = [];
    for (let n = 0; n < 10; n += 1) taken.push(await takeGrant(pool, { ...ask, at: begin }));
    const own = taken.map((answer) => ('moment' in answer ? answer.moment - begin : null));
    expect(own).toEqual([0, 0, 0, 0, 0, ...Array.from({ length: 5 }, () => limit.windowMs)]);
    for (let n = 0; n < 5; n += 1) await noteLate(pool, { portalId, budget: 'search', moment: begin, lateMs: 400 });

    const waited = await told(begin + limit.windowMs, begin + limit.windowMs);
    expect(waited).toEqual({ moment: begin + 400 + limit.windowMs, waitMs: 400 });
    // By then there is room, and it stands where it goes out.
    expect(await told(begin + 410 + limit.windowMs, waited.moment)).toEqual({ moment: begin + 410 + limit.windowMs, waitMs: 0 });
    expect((await moments()).map((moment) => moment - begin).toSorted((a, b) => a - b)).toEqual([400, 400, 400, 400, 400, ...Array.from({ length: 4 }, () => limit.windowMs), 410 + limit.windowMs]);
  });

  it('goes at once where nothing was late, waits for those that have no answer yet, and does not wait for what is kept no longer', async () => {
    const begin = Date.now();
    for (let n = 0; n < 6; n += 1) await takeGrant(pool, { ...ask, at: begin });
    expect((await told(begin + limit.windowMs, begin + limit.windowMs)).waitMs).toBeCloseTo(limit.windowMs - 800, 3);
    for (let n = 0; n < 5; n += 1) await noteLate(pool, { portalId, budget: 'search', moment: begin, lateMs: 0 });
    const [kept] = (await moments()).slice(-1);
    expect((await told(kept!, kept!)).waitMs).toBe(0);
    await pool.query('delete from request_budget');
    expect(await told(begin, begin)).toEqual({ moment: begin, waitMs: 0 });
  });
});

describe('many answers at once', () => {
  it('that are all slow are all noted, from any process (I8)', async () => {
    const budgets = [budgetOf(), budgetOf()];
    const calls = await Promise.all(Array.from({ length: 20 }, (_, n) => budgets[n % 2]!.take(portalId, 'objects', 'person', never)));
    const before = await moments();

    clock += 2_000;
    for (const call of calls) call.answered(KIND, true);

    await eventually(async () => (await moments()).every((moment) => moment - Math.min(...before) >= 2_000));
    expect(await moments()).toHaveLength(20);
  });
});
