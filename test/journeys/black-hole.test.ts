import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { exportRequest, jobIn, NUMBERS_QUERY, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import type { TestCaller } from '../support/sign-card-request.ts';
import { SAM } from '../support/start-test-app.ts';

const KIM: TestCaller = { portalId: '4711003', userId: '701', userEmail: 'kim@beta.example' };
/** Its system answers nothing, ever. */
const BLACK_HOLE = '901';

it('exports from a system that swallows every question hold up no other account’s: each of those is made while these hang, and one that is cancelled ends long before it is given up (S3.3, F14)', async () => {
  const source = numbersSource({ rows: 600, parts: 1, batch: 200 });
  const healthy = source.read;
  const test = await startNumbersApp({
    ...source,
    async *read(context, query, part, cursor) {
      if (query.record?.objectId === BLACK_HOLE) await new Promise((_resolve, reject) => context.signal.addEventListener('abort', () => reject(new Error('given up')), { once: true }));
      yield* healthy(context, query, part, cursor);
    },
  }, { settings: { immediateRows: 0 } });
  try {
    await test.pretendInstalled(KIM.portalId, KIM.userId);
    const hung: string[] = [];
    for (let n = 0; n < 6; n += 1) hung.push((await test.ask('start-export', { ...exportRequest(), query: { ...NUMBERS_QUERY, columns: [], filters: [], record: { ...NUMBERS_QUERY.record, objectId: BLACK_HOLE } } })).job.id);
    for (const id of hung.slice(0, 3)) await jobIn(test, id, 'running');

    for (let n = 0; n < 3; n += 1) {
      const { job } = await test.ask('start-export', exportRequest(), KIM);
      await jobOf(job.id);
    }

    for (const id of hung.slice(0, 3)) expect(['running', 'queued']).toContain((await test.ask('get-job', { jobId: id }, SAM)).job.state);
    await test.ask('cancel-job', { jobId: hung[0]! });
    await jobIn(test, hung[0]!, 'cancelled', 60_000);
  } finally {
    await test.close();
  }

  async function jobOf(jobId: string): Promise<void> {
    const ready = await eventually(async () => {
      const { job } = await test.ask('get-job', { jobId }, KIM);
      return job.state === 'ready' ? job : null;
    });
    expect(ready.certificate).toMatchObject({ complete: true, written: 600 });
  }
}, 120_000);

const QUERY = { ...NUMBERS_QUERY, columns: [], filters: [] };
/** One more than have a place. */
const HUNG = 4;

it.each([
  ['that can be told to stop', true],
  ['that cannot', false],
])('exports of a system that says nothing, %s, give their places to the same account’s others, are tried again, and end when they are cancelled (S3.3, F8)', async (_how, heeds) => {
  const source = numbersSource({ rows: 600, parts: 1, batch: 200 });
  const healthy = source.read;
  const asked: string[] = [];
  const test = await startNumbersApp({
    ...source,
    async *read(context, query, part, cursor) {
      if (query.record?.objectId === BLACK_HOLE) {
        asked.push(part);
        await new Promise((_resolve, reject) => { if (heeds) context.signal.addEventListener('abort', () => reject(new Error('given up')), { once: true }); });
      }
      yield* healthy(context, query, part, cursor);
    },
  }, { settings: { immediateRows: 0, silentMs: 1_000 } });
  try {
    const hung: string[] = [];
    for (let n = 0; n < HUNG; n += 1) hung.push((await test.ask('start-export', { ...exportRequest(), query: { ...QUERY, record: { ...QUERY.record, objectId: BLACK_HOLE } } })).job.id);
    await eventually(() => asked.length >= 3);

    const good: string[] = [];
    for (let n = 0; n < 3; n += 1) good.push((await test.ask('start-export', exportRequest())).job.id);
    for (const id of good) expect((await jobIn(test, id, 'ready', 60_000)).certificate).toMatchObject({ complete: true, written: 600 });
    await eventually(() => asked.length > HUNG, 60_000);

    await Promise.all(hung.map(async (jobId) => {
      await test.ask('cancel-job', { jobId });
      await jobIn(test, jobId, 'cancelled', 60_000);
    }));
  } finally {
    await test.close();
  }
}, 120_000);
