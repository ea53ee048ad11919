import { afterEach, describe, expect, it } from 'vitest';
import type { Job } from '#contract';
import { runExportJob } from '../../src/exports/index.ts';
import { claimNext } from '../../src/jobs/line.store.ts';
import type { JobRow } from '../../src/jobs/index.ts';
import { eventually } from '../support/eventually.ts';
import { downloadText, exportRequest, startNumbersApp } from '../support/numbers-app.ts';
import { expectedNumbers, numbersSource } from '../support/numbers-source.ts';
import type { NumbersSource } from '../support/numbers-source.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';

const ROWS = 4_000;
const BATCH = 500;
const BATCHES = ROWS / BATCH;
const SECONDS_EACH = 1;

let test: TestApp;
afterEach(() => test?.close());

/** A web process; the test is its worker, so that it decides when a job gives way. */
async function startExport(source: NumbersSource): Promise<string> {
  test = await startNumbersApp(source, { works: false });
  return (await test.ask('start-export', exportRequest())).job.id;
}

async function claim(): Promise<JobRow> {
  const job = await claimNext(test.app.context.database, { portalCap: 4, newcomersOnly: false, leaseSeconds: 10 });
  if (job === null) throw new Error('no job could be claimed');
  return job;
}

/** One turn of a worker: asked to give way once so many batches were begun; `Infinity`: never. */
async function turn(source: NumbersSource, batches: number): Promise<Job> {
  const job = await claim();
  const giveWay = new AbortController();
  let begun = 0;
  source.beforeBatch = async () => {
    begun += 1;
    if (begun === batches) giveWay.abort();
  };
  await runExportJob.run(test.app.context, job, new AbortController().signal, giveWay.signal);
  return (await test.ask('get-job', { jobId: job.id })).job;
}

const byNumber = (a: string, b: string): number => Number(a) - Number(b);

describe('an export that is asked to give way to another portal', () => {
  it('stops at a checkpoint, says so, and goes on later: nothing is read twice, the file is the same, one notice (G29, S0.16)', async () => {
    const source = numbersSource({ rows: ROWS, parts: 2, batch: BATCH, secondsEach: SECONDS_EACH });
    const jobId = await startExport(source);

    const first = await turn(source, 1);
    const readFirst = [...source.reads];
    const second = await turn(source, 2);
    const ready = await turn(source, Number.POSITIVE_INFINITY);

    expect(first).toMatchObject({ state: 'queued', waiting: { message: expect.stringContaining('having their turn'), fix: expect.stringContaining('goes on by itself') } });
    expect(second).toMatchObject({ state: 'queued' });
    expect(readFirst.length).toBeLessThan(BATCHES);
    expect(source.reads.toSorted(byNumber)).toEqual(Array.from({ length: BATCHES }, (_, at) => String(at * BATCH)));
    expect(ready).toMatchObject({ state: 'ready', rows: ROWS, certificate: { complete: true, written: ROWS } });
    const { url } = await test.ask('create-link', { jobId });
    expect(await downloadText(test, url)).toBe(expectedNumbers(ROWS));
    expect(ready.notices.map(({ kind, channel }) => `${kind} ${channel}`).sort()).toEqual(['ready email', 'ready inbox', 'started inbox']);
  });

  it('gets on by a part or a stretch in every turn, and is not given up however often it is asked', async () => {
    const source = numbersSource({ rows: ROWS, parts: 1, batch: BATCH, secondsEach: SECONDS_EACH });
    await startExport(source);
    const places: number[] = [];

    let job: Job;
    do {
      job = await turn(source, 1);
      places.push(source.reads.length);
    } while (job.state === 'queued');

    expect(job.state).toBe('ready');
    expect(places.length).toBeGreaterThan(2);
    // The last turn finds all read, and makes the file.
    expect(places.slice(0, -1)).toEqual([...new Set(places)]);
    expect(source.reads).toEqual(Array.from({ length: BATCHES }, (_, at) => String(at * BATCH)));
  });

  it('reads a consistent snapshot to its end all the same: the rest would be of another moment', async () => {
    const numbers = numbersSource({ rows: ROWS, parts: 1, batch: BATCH, secondsEach: SECONDS_EACH });
    test = await startTestApp({ works: false, overrides: () => ({ sources: [inSnapshot(numbers)] }) });
    await test.pretendInstalled('4711001');
    await test.ask('start-export', exportRequest());

    const job = await turn(numbers, 1);

    expect(job).toMatchObject({ state: 'ready', rows: ROWS });
  });

  it('ends as cancelled, and does not wait for another turn, when the person cancels it meanwhile', async () => {
    const source = numbersSource({ rows: ROWS, parts: 1, batch: BATCH, secondsEach: SECONDS_EACH });
    const jobId = await startExport(source);
    const job = await claim();
    const giveWay = new AbortController();
    source.beforeBatch = async () => {
      giveWay.abort();
      await test.ask('cancel-job', { jobId });
    };

    await runExportJob.run(test.app.context, job, new AbortController().signal, giveWay.signal);

    expect((await test.ask('get-job', { jobId })).job.state).toBe('cancelled');
    await eventually(async () => (await test.app.context.database.pool.query('select 1 from job_line')).rowCount === 0);
  });
});

function inSnapshot(source: NumbersSource): NumbersSource {
  return {
    ...source,
    async *read(context, query, part, cursor) {
      for await (const batch of source.read(context, query, part, cursor)) yield { ...batch, snapshot: '2026-11-28T00:00:00.000Z' };
    },
  };
}
