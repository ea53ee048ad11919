import { expect, it } from 'vitest';
import { jobIn, NUMBERS_QUERY } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { startWorkerProcess } from '../support/worker-process.ts';
import type { WorkerProcess } from '../support/worker-process.ts';

const ROWS = 120;
const WAITING = 30;

it(`a slow view whose worker is killed with -9 in the middle keeps the pages it has read, and does not wait behind ${WAITING} exports of its portal (D2, F1)`, async () => {
  const numbers = numbersSource({ rows: ROWS, parts: 1, batch: 10 });
  const test = await startTestApp({
    works: false, settings: { viewDeadlineMs: 3_000, immediateRows: 0 }, environment: { LEASE_SECONDS: '2' },
    // In the click the first slice comes and nothing more.
    overrides: () => ({ sources: [{ ...numbers, page: async (context, query, options) => ((options.cursor ?? null) === null ? numbers.page(context, query, options) : new Promise(() => undefined)) }] }),
  });
  await test.pretendInstalled('4711001');
  const workers: WorkerProcess[] = [];
  const start = async (settings: Record<string, string>): Promise<WorkerProcess> => {
    const worker = await startWorkerProcess(test.environment, { program: 'test/support/view-worker.ts', settings: { ROWS: String(ROWS), ...settings } });
    workers.push(worker);
    return worker;
  };
  try {
    for (let n = 0; n < WAITING; n += 1) await test.ask('start-export', { requestId: `waiting_in_the_line_${n}`, format: 'csv', query: { ...NUMBERS_QUERY, columns: [], filters: [] } });
    const view = { query: { ...NUMBERS_QUERY, columns: [], filters: [] }, pageSize: 100 };
    const first = await test.ask('view-table', view);

    const dying = await start({ HANG_FROM: '75' });
    await dying.said('hangs');
    const { jobs: before } = await test.ask('list-jobs', {});
    await dying.kill();
    const next = await start({});
    await jobIn(test, first.pending!.jobId, 'shown', 60_000);
    const whole = await test.ask('view-table', view);

    expect(first.rows).toHaveLength(25);
    expect(before.find(({ id }) => id === first.pending!.jobId)).toMatchObject({ state: 'running', rowsDone: 75 });
    await next.said('page 75');
    expect(next.heard('page 0') + next.heard('page 25') + next.heard('page 50')).toBe(0);
    expect(whole.rows.map(({ key }) => key)).toEqual(Array.from({ length: 100 }, (_, n) => String(n)));
    expect(whole.pending).toBeUndefined();
  } finally {
    for (const worker of workers) await worker.kill();
    await test.close();
  }
});
