import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { exportRequest, jobIn, NUMBERS_QUERY, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import type { TestCaller } from '../support/sign-card-request.ts';
import { SAM } from '../support/start-test-app.ts';

const KIM: TestCaller = { portalId: '4711003', userId: '701', userEmail: 'kim@beta.example' };
/** Its system answers nothing, ever. */
const BLACK_HOLE = '901';

it('exports from a system that swallows every question hold up no other account’s: each of those is made while these hang, one after the other (S3.3)', async () => {
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
