import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { downloadText, exportRequest, jobIn, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import { SAM } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';

const COLLEAGUE = { ...SAM, userId: '502', userEmail: 'olga.other@acme.example' };
const source = numbersSource({ rows: 3, parts: 1, batch: 3, skip: 1 });
let test: TestApp;
beforeAll(async () => {
  test = await startNumbersApp(source, { settings: { immediateRows: 0 } });
});
afterAll(() => test?.close());

async function contentOf(jobId: string): Promise<string> {
  await jobIn(test, jobId, 'ready');
  return downloadText(test, (await test.ask('create-link', { jobId })).url);
}

describe('an export that has ended', () => {
  it('is run again with one click: same columns, names and kind of file, read anew, once however often the click arrives (P1)', async () => {
    const { job } = await test.ask('start-export', { ...exportRequest(), titles: { name: 'Customer' }, options: { delimiter: 'semicolon' } });
    const before = await contentOf(job.id);
    const reads = source.reads.length;

    const request = { requestId: randomUUID(), jobId: job.id };
    const [one, again] = await Promise.all([test.ask('rerun-export', request), test.ask('rerun-export', request)]);

    expect(await contentOf(one.job.id)).toBe(before);
    expect(before).toBe('\uFEFFNumber;Customer\r\n0;name 0\r\n2;name 2\r\n');
    expect([again.job.id === one.job.id, one.job.id === job.id, source.reads.length - reads]).toEqual([true, false, 1]);
    expect(await jobIn(test, job.id, 'ready')).toMatchObject({ title: 'Numbers' });
  });

  it('of left-out rows looks for those rows again, not for the whole table (D9)', async () => {
    const { job } = await test.ask('start-export', exportRequest());
    await jobIn(test, job.id, 'ready');
    const repair = await test.ask('repair-export', { requestId: randomUUID(), jobId: job.id });
    await jobIn(test, repair.job.id, 'ready');

    const rerun = await test.ask('rerun-export', { requestId: randomUUID(), jobId: repair.job.id });

    expect(await jobIn(test, rerun.job.id, 'ready')).toMatchObject({ rows: 1, repairs: job.id });
  });

  it('is nobody else’s to run again, and one that still runs says so (T13)', async () => {
    let release = (): void => undefined;
    source.beforeBatch = () => new Promise((resolve) => { release = resolve; });
    const { job } = await test.ask('start-export', exportRequest());
    await jobIn(test, job.id, 'running');

    const [foreign, unknown] = await Promise.all([job.id, randomUUID()].map((jobId) => test.call('rerun-export', { requestId: randomUUID(), jobId }, COLLEAGUE)));
    const early = await test.call('rerun-export', { requestId: randomUUID(), jobId: job.id });
    source.beforeBatch = async () => undefined;
    release();
    await jobIn(test, job.id, 'ready');

    expect(foreign!.reply).toMatchObject({ ok: false, error: { code: 'job.unknown' } });
    expect(unknown!.reply).toMatchObject({ ok: false, error: { code: 'job.unknown' } });
    expect(early.reply).toMatchObject({ ok: false, error: { code: 'job.wrong_state', fix: 'Wait for it, or cancel it first.' } });
  });
});
