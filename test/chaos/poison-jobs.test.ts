import { expect, it } from 'vitest';
import type { Job } from '#contract';
import { WORKER_FLAGS } from '../../scripts/worker-build/worker-flags.ts';
import { eventually } from '../support/eventually.ts';
import { exportRequest, NUMBERS_QUERY } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import { POISONS, POISON_WORLD_ROWS } from '../support/poison.ts';
import type { TestCaller } from '../support/sign-card-request.ts';
import { SAM, startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startWorkerProcess } from '../support/worker-process.ts';
import type { WorkerProcess } from '../support/worker-process.ts';

/** All of them in `npm run chaos`. */
const GOOD = process.env['CHAOS_KILLS'] === undefined ? 40 : 1_000;
const WORKERS = 2;
/** A process that starts on a machine with other work must not be taken for one that is stuck. */
const STALL_SECONDS = GOOD === 1_000 ? 15 : 5;
/** Of each poison in the fleet before it is held apart. */
const TRUSTED = 2;
const CALLERS: readonly TestCaller[] = [
  SAM,
  { portalId: '4711003', userId: '701', userEmail: 'kim@beta.example' },
  { portalId: '4711004', userId: '801', userEmail: 'lee@gamma.example' },
];

type Fleet = { deaths(): readonly string[]; stop(): Promise<void> };

/** Starts a worker again when it dies, as a container's restart policy does. */
async function startFleet(test: TestApp): Promise<Fleet> {
  const deaths: string[] = [];
  const living = new Set<WorkerProcess>();
  let stopped = false;
  async function keep(): Promise<void> {
    while (!stopped) {
      const worker = await startWorkerProcess(test.environment, { program: 'test/support/poison-worker.ts', flags: WORKER_FLAGS }).catch(() => null);
      if (worker === null) { deaths.push('before it was ready'); continue; }
      living.add(worker);
      if (stopped) await worker.kill();
      const how = await worker.ended;
      living.delete(worker);
      if (!stopped) deaths.push(how);
    }
  }
  const keeping = Array.from({ length: WORKERS }, () => keep());
  return {
    deaths: () => deaths,
    async stop() {
      stopped = true;
      await Promise.all([...living].map((worker) => worker.kill()));
      await Promise.all(keeping);
    },
  };
}

async function start(test: TestApp, objectId: string, caller: TestCaller): Promise<string> {
  const request = exportRequest();
  return (await test.ask('start-export', { ...request, query: { ...request.query, record: { ...NUMBERS_QUERY.record, objectId } } }, caller)).job.id;
}

it(`exports that run out of memory, leave the process, loop for ever and crash it, among ${GOOD} good ones: each of these is put aside with a reason, each good one is made once, and the workers live on (T66)`, async () => {
  const test = await startTestApp({
    works: false, settings: { immediateRows: 0 }, environment: { LEASE_SECONDS: '2', STALL_SECONDS: String(STALL_SECONDS) },
    overrides: () => ({ sources: [numbersSource({ rows: POISON_WORLD_ROWS, parts: 1, batch: 100 })] }),
  });
  for (const { portalId, userId } of CALLERS) await test.pretendInstalled(portalId, userId);
  let fleet: Fleet | null = null;
  try {
    const good: (readonly [string, TestCaller])[] = [];
    const poisonous: string[] = [];
    const records = [...POISONS.keys()];
    for (let n = 0; n < GOOD; n += 1) {
      const caller = CALLERS[n % CALLERS.length]!;
      // Poison comes early, so that what it does to the workers is done to the good ones too.
      if (n % 2 === 1 && records.length > 0) poisonous.push(await start(test, records.shift()!, SAM));
      good.push([await start(test, String(1_000 + n), caller), caller]);
    }
    const began = Date.now();
    fleet = await startFleet(test);
    const { database } = test.app.context;
    // The line holds what has not ended, of all portals.
    await eventually(async () => (await database.pool.query('select from job_line limit 1')).rowCount === 0, 200_000 + GOOD * 1_500);
    const deaths = Map.groupBy(fleet.deaths(), (how) => how);
    console.log(`${GOOD} good exports and ${poisonous.length} poisonous ones ended within ${Math.round((Date.now() - began) / 1_000)} s; workers that died: ${[...deaths].map(([how, some]) => `${some.length} by ${how}`).join(', ')}`);

    const jobOf = async (jobId: string, caller: TestCaller): Promise<Job> => (await test.ask('get-job', { jobId }, caller)).job;
    for (const jobId of poisonous) {
      expect(await jobOf(jobId, SAM)).toMatchObject({ state: 'failed', error: { code: 'job.attempts_exhausted', supportCode: expect.any(String), message: expect.any(String) } });
    }
    const sums = new Set<string>();
    for (const [jobId, caller] of good) {
      const job = await jobOf(jobId, caller);
      if (job.state !== 'ready') throw new Error(`a good export is ${JSON.stringify(job)}`);
      expect(job.certificate).toMatchObject({ complete: true, written: POISON_WORLD_ROWS, skipped: 0 });
      expect(job.notices.filter(({ kind, channel }) => kind === 'ready' && channel === 'inbox').length).toBeLessThanOrEqual(1);
      expect(test.mail.mails.filter((mail) => mail.text.includes(jobId)).length).toBeLessThanOrEqual(1);
      sums.add(job.certificate.sha256);
    }
    expect(sums.size).toBe(1);
    // No spiral: each of them costs two workers, and then only processes of its own. One more each: a loaded machine may stall a process, too.
    expect(fleet.deaths().length).toBeLessThanOrEqual(POISONS.size * TRUSTED + WORKERS);
  } finally {
    await fleet?.stop();
    await test.close();
  }
}, 300_000 + GOOD * 1_700);
