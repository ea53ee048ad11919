import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/core/db/index.ts';
import type { Database, Tx } from '../../src/core/db/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { addProgress, endJob, insertJob, listWaiting, requeueJob, stepAside, workLine } from '../../src/jobs/index.ts';
import type { JobRow, LineWorker, Turns } from '../../src/jobs/index.ts';
import { eventually } from '../support/eventually.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { TestDatabase } from '../support/test-database.ts';

const A = PortalId.parse('4711001');
const B = PortalId.parse('4711002');
const C = PortalId.parse('4711003');

let home: TestDatabase;
let databases: Database[];
let workers: LineWorker[];
/** Every start, in order; and what ends the job that is running. */
let starts: { portal: string; id: string; fence: number }[];
let running: Map<string, { portal: string; finish: () => void }>;

beforeEach(async () => {
  home = await createTestDatabase();
  [databases, workers, starts, running] = [[], [], [], new Map()];
});
afterEach(async () => {
  for (const { finish } of running.values()) finish();
  for (const worker of workers) await worker.stop(2_000);
  for (const database of databases) await database.close();
  await home.drop();
});

function open(): Database {
  const database = openDatabase({ url: home.url, max: 6, silentMs: 10_000, onError: () => undefined });
  databases.push(database);
  return database;
}

async function add(database: Database, portalId: PortalId, count: number): Promise<void> {
  await database.inPortal(portalId, (tx) => tx.$executeRaw`
    insert into jobs (id, portal_id, kind, state, lane, phase, title, user_id, user_email, request_id, request_sha256)
    select gen_random_uuid(), ${BigInt(portalId)}, 'export', 'queued', 'background', 'planning', 'Numbers', '501', 'sam@acme.example', gen_random_uuid()::text, ''
    from generate_series(1, ${count}::int)`);
}

/** A worker of its own, with its own connections; its jobs run until the test ends them. */
function startWorker({ stubborn = [], ...options }: { slots: number; portalCap: number; turns?: Turns; stubborn?: readonly PortalId[]; leaseSeconds?: number }): void {
  const database = open();
  const run = async (_context: unknown, job: JobRow, signal: AbortSignal, giveWay: AbortSignal): Promise<void> => {
    const portal = String(job.portalId);
    starts.push({ portal, id: job.id, fence: job.fence });
    await new Promise<void>((finish) => {
      running.set(job.id, { portal, finish });
      signal.addEventListener('abort', () => finish(), { once: true });
      giveWay.addEventListener('abort', () => {
        if (!stubborn.some((stays) => stays === portal)) finish();
      }, { once: true });
    });
    running.delete(job.id);
    if (giveWay.aborted && !stubborn.some((stays) => stays === portal)) {
      await database.inPortal(PortalId.parse(portal), async (tx) => {
        await addProgress(tx, job.id, 1);
        await stepAside(tx, job.id, { code: 'gave-way', message: 'Others first.', fix: 'Nothing to do.' });
      });
      return;
    }
    await database.inPortal(PortalId.parse(portal), (tx) => settle(tx, job.id, signal.aborted));
  };
  workers.push(workLine({ database, log: pino({ level: 'silent' }) }, [{ kind: 'export', run, putAside: () => Promise.resolve() }], { leaseSeconds: 10, ...options }));
}

async function settle(tx: Tx, jobId: string, gaveUp: boolean): Promise<void> {
  if (gaveUp) await requeueJob(tx, jobId);
  else await endJob(tx, jobId, 'ready', Date.now(), null);
}

const runningOf = (portalId: PortalId): number => [...running.values()].filter(({ portal }) => portal === portalId).length;
const startsOf = (portalId: PortalId): number => starts.filter(({ portal }) => portal === portalId).length;
const finishOne = (portalId: PortalId): void => [...running.values()].find(({ portal }) => portal === portalId)?.finish();

describe('a portal with a thousand jobs', { timeout: 180_000 }, () => {
  it('leaves another portal’s job its place, over several workers (fairness, T20)', async () => {
    const database = open();
    await add(database, A, 1_000);
    startWorker({ slots: 4, portalCap: 3 });
    startWorker({ slots: 4, portalCap: 3 });
    await eventually(() => runningOf(A) === 3);

    await add(database, B, 1);
    await eventually(() => runningOf(B) === 1);

    // Not one of the first portal's jobs had to end for it: 997 still wait.
    expect(startsOf(A)).toBe(3);
    finishOne(A);
    await eventually(() => startsOf(A) === 4);
    expect(runningOf(A)).toBe(3);
  });

  it('gets each of them run, and once, while several workers take from the same line', async () => {
    const database = open();
    for (const portalId of [A, B, C]) await add(database, portalId, 70);
    for (let worker = 0; worker < 3; worker += 1) startWorker({ slots: 3, portalCap: 2 });

    let most = 0;
    await eventually(async () => {
      most = Math.max(most, runningOf(A), runningOf(B), runningOf(C));
      for (const { finish } of running.values()) finish();
      return (await database.pool.query('select 1 from job_line')).rowCount === 0;
    }, 60_000);

    expect(most).toBeLessThanOrEqual(2);
    expect(starts).toHaveLength(210);
    expect(new Set(starts.map(({ id }) => id)).size).toBe(210);
    expect(starts.every(({ fence }) => fence === 1)).toBe(true);
  });

  it('does not take a worker’s last place even where it is allowed any number, and two such portals get equal shares (fairness)', async () => {
    const database = open();
    await add(database, A, 200);
    await add(database, C, 200);
    startWorker({ slots: 4, portalCap: 100 });
    await eventually(() => running.size === 3);

    await add(database, B, 1);
    await eventually(() => runningOf(B) === 1);

    expect(runningOf(A) + runningOf(C)).toBe(3);
    finishOne(B);
    for (let ended = 0; ended < 40; ended += 1) {
      const before = starts.length;
      finishOne(ended % 3 === 0 ? A : C);
      await eventually(() => starts.length > before);
      expect(Math.abs(runningOf(A) - runningOf(C))).toBe(1);
    }
  });

  it('shows people the place that their job really has (S0.19)', async () => {
    const database = open();
    await add(database, A, 5);
    await add(database, B, 1);
    const later = randomUUID();
    await database.inPortal(B, (tx) => insertJob(tx, {
      id: later, portalId: B, kind: 'export', lane: 'background', title: 'Numbers', userId: '501', userEmail: 'eve@other.example', requestId: randomUUID(), requestSha256: '', rowsTotal: null,
    }));

    const places = await database.inPortal(B, (tx) => listWaiting(tx, 100));

    expect(places).toHaveLength(2);
    expect(places[1]).toBe(later);
  });
});

describe('jobs that never end', { timeout: 180_000 }, () => {
  const QUICK: Turns = { newcomerMs: 300, othersMs: 1_500 };
  const PORTALS = Array.from({ length: 20 }, (_, index) => PortalId.parse(String(4712001 + index)));

  it('of a portal with a thousand of them give way, and so does each of twenty other portals: every one is begun (G29, T20)', async () => {
    const database = open();
    await add(database, A, 1_000);
    for (let worker = 0; worker < 2; worker += 1) startWorker({ slots: 4, portalCap: 4, turns: QUICK });
    await eventually(() => runningOf(A) === 4);

    for (const portalId of PORTALS) await add(database, portalId, 1);

    await eventually(() => PORTALS.every((portalId) => startsOf(portalId) > 0), 60_000);
    const { rows: [line] } = await database.pool.query<{ jobs: number }>('select count(*)::int as jobs from job_line');
    // None of them had to end for it.
    expect(line!.jobs).toBe(1_020);
  });

  it('take turns: the one that gave way goes on where another has had its time, its portal’s own order is kept, and no attempt is counted', async () => {
    const database = open();
    await add(database, A, 3);
    startWorker({ slots: 1, portalCap: 1, turns: QUICK });
    await eventually(() => startsOf(A) === 1);
    await add(database, B, 1);

    await eventually(() => startsOf(B) >= 2 && startsOf(A) >= 3, 60_000);

    const portals = starts.slice(0, 5).map(({ portal }) => portal);
    expect(portals).toEqual([A, B, A, B, A].map(String));
    expect(new Set(starts.filter(({ portal }) => portal === A).map(({ id }) => id)).size).toBe(1);
    const tried = await Promise.all([A, B].map((portalId) => database.inPortal(portalId, (tx) => tx.job.findMany({ where: { claimedAt: { not: null } } }))));
    expect(tried.flat().every(({ attempts }) => attempts <= 1)).toBe(true);
  });

  it('that cannot give way do not stand before those that can', async () => {
    const database = open();
    await add(database, A, 3);
    startWorker({ slots: 4, portalCap: 3, turns: QUICK, stubborn: [A], leaseSeconds: 60 });
    await eventually(() => runningOf(A) === 3);
    await add(database, B, 1);
    await eventually(() => runningOf(B) === 1);

    await add(database, C, 1);

    await eventually(() => startsOf(C) === 1);
    expect(runningOf(A)).toBe(3);
  });

  it('begins within ten seconds also where as many portals work as there are places, and none can stop where it is (G29, issue 3)', async () => {
    const database = open();
    for (const portalId of [A, B]) await add(database, portalId, 3);
    startWorker({ slots: 2, portalCap: 2, turns: { newcomerMs: 200, othersMs: 60_000 }, stubborn: [A, B], leaseSeconds: 60 });
    await eventually(() => runningOf(A) + runningOf(B) === 2);
    expect([runningOf(A), runningOf(B)]).toEqual([1, 1]);

    const since = performance.now();
    await add(database, C, 3);
    await eventually(() => startsOf(C) === 1);
    const waited = performance.now() - since;
    await new Promise((resolve) => setTimeout(resolve, 1_500));

    expect(waited).toBeLessThan(30_000);
    // One place more for one that cannot stop, and not for whom has one already.
    expect(running.size).toBe(3);
    expect(runningOf(C)).toBe(1);
  });

  it('are not disturbed while every portal has one running, or a place is free', async () => {
    const database = open();
    await add(database, A, 5);
    await add(database, B, 5);
    startWorker({ slots: 4, portalCap: 2, turns: { newcomerMs: 0, othersMs: 0 } });
    await eventually(() => running.size === 3);

    await new Promise((resolve) => setTimeout(resolve, 2_500));

    expect(starts).toHaveLength(3);
  });
});

describe('nothing is left in the line', { timeout: 180_000 }, () => {
  it('when the worker that had it is gone: its lease ends and another one takes it, without a wake-up (F2)', async () => {
    const database = open();
    await add(database, A, 1);
    startWorker({ slots: 2, portalCap: 2 });
    await eventually(() => starts.length === 1);

    await database.inPortal(A, (tx) => tx.$executeRaw`update jobs set lease_until = clock_timestamp() - interval '1 s'`);
    startWorker({ slots: 2, portalCap: 2 });

    await eventually(() => starts.length >= 2);
    expect(starts[1]).toMatchObject({ id: starts[0]!.id, fence: 2 });
  });

  it('when its time has not come yet, and nobody takes it before', async () => {
    const database = open();
    await add(database, A, 2);
    await database.inPortal(A, (tx) => tx.$executeRaw`update jobs set ready_at = clock_timestamp() + interval '2 s' where id = (select id from jobs limit 1)`);
    const { rows: [soon] } = await database.pool.query<{ id: string; at: Date }>('select job_id as id, ready_at as at from job_line where ready_at > clock_timestamp()');
    startWorker({ slots: 4, portalCap: 4 });
    await eventually(() => starts.length === 1);
    expect(starts[0]!.id).not.toBe(soon!.id);

    await eventually(() => starts.length === 2);

    expect(Date.now()).toBeGreaterThanOrEqual(soon!.at.getTime());
  });

  it('when somebody holds its row: the others are taken meanwhile, and it is taken later', async () => {
    const database = open();
    await add(database, A, 3);
    const holder = await database.pool.connect();
    const { rows: [first] } = await holder.query<{ id: string }>('select job_id as id from job_line order by waits_since, job_id limit 1');
    await holder.query('begin');
    await holder.query(`select set_config('app.portal_id', '4711001', true)`);
    await holder.query('select 1 from jobs where id = $1 for update', [first!.id]);

    startWorker({ slots: 4, portalCap: 4 });
    await eventually(() => starts.length === 2);
    expect(starts.map(({ id }) => id)).not.toContain(first!.id);
    finishOne(A);
    await holder.query('commit');
    holder.release();

    await eventually(() => starts.length === 3);
  });

  it('when a worker stops: it gives its jobs back and the other one goes on', async () => {
    const database = open();
    startWorker({ slots: 2, portalCap: 4 });
    await add(database, A, 1);
    await eventually(() => starts.length === 1);

    await workers[0]!.stop(5_000);
    startWorker({ slots: 2, portalCap: 4 });

    await eventually(() => starts.length === 2);
  });
});
