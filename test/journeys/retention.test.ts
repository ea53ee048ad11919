import { afterEach, describe, expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { expireFileJob } from '../../src/exports/index.ts';
import { filePrefix } from '../../src/files/index.ts';
import { eventually } from '../support/eventually.ts';
import { downloadText, exportRequest, jobIn, startNumbersApp } from '../support/numbers-app.ts';
import { brokenSource, expectedNumbers, numbersSource } from '../support/numbers-source.ts';
import type { TestApp } from '../support/start-test-app.ts';

let test: TestApp;
afterEach(async () => test?.close());

/** Long enough to look at the file before, on a loaded machine too. */
const SIX_SECONDS = 6 / 86_400;

async function filesOf(jobId: string): Promise<number> {
  let count = 0;
  for await (const _file of test.app.context.files.list(filePrefix(PortalId.parse('4711001'), 'exports', jobId))) count += 1;
  return count;
}

/** An export that has failed with three of its five chunks made. */
async function failedExport() {
  const source = numbersSource({ rows: 2_500, parts: 1, batch: 500 });
  source.beforeBatch = async (_part, from) => { if (from === 1_500) throw brokenSource(); };
  test = await startNumbersApp(source);
  const { job } = await test.ask('start-export', exportRequest());
  await jobIn(test, job.id, 'failed');
  return { source, job, context: test.app.context };
}

describe('when its time is over', () => {
  it('a file is deleted and its job says so; the link is worth nothing any more (S0.9, T51, S2.21)', async () => {
    test = await startNumbersApp(numbersSource({ rows: 2_500, parts: 1, batch: 500 }), { settings: { fileDays: SIX_SECONDS } });
    const { job } = await test.ask('start-export', exportRequest());
    await jobIn(test, job.id, 'ready');
    const { url } = await test.ask('create-link', { jobId: job.id });

    await jobIn(test, job.id, 'expired');

    await eventually(async () => (await filesOf(job.id)) === 0);
    expect((await fetch(`${test.origin}${new URL(url).pathname}`, { method: 'POST' })).status).toBe(410);
    expect((await test.call('create-link', { jobId: job.id })).reply).toMatchObject({ ok: false, error: { code: 'file.missing' } });
  });

  it('a failed export’s chunks are deleted, but not those of one that was retried meanwhile (S0.21)', async () => {
    const { source, job: left, context } = await failedExport();
    const retried = (await test.ask('start-export', exportRequest())).job;
    await jobIn(test, retried.id, 'failed');
    expect([await filesOf(left.id), await filesOf(retried.id)]).toEqual([3, 3]);
    const [reached, swept] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    source.beforeBatch = async (_part, from) => {
      if (from !== 2_000) return;
      reached.resolve();
      await swept.promise;
    };
    await test.ask('retry-job', { jobId: retried.id });
    await reached.promise;

    const later = { ...context, now: () => Date.now() + 30 * 86_400_000 };
    for (const { id } of [left, retried]) await expireFileJob.run(later, { portalId: PortalId.parse('4711001'), jobId: id }, AbortSignal.timeout(30_000));

    expect(await filesOf(left.id)).toBe(0);
    expect(await filesOf(retried.id)).toBeGreaterThanOrEqual(3);
    swept.resolve();
    expect(await jobIn(test, retried.id, 'ready')).toMatchObject({ rows: 2_500 });
  });

  it('a failed export that is retried although its rows were deleted reads all of them anew, and lacks none (F14, S0.21)', async () => {
    const { source, job, context } = await failedExport();
    await expireFileJob.run({ ...context, now: () => Date.now() + 30 * 86_400_000 }, { portalId: PortalId.parse('4711001'), jobId: job.id }, AbortSignal.timeout(30_000));
    expect(await filesOf(job.id)).toBe(0);
    expect(await jobIn(test, job.id, 'failed')).toMatchObject({ kept: null, rowsDone: 0 });

    source.beforeBatch = async () => undefined;
    await test.ask('retry-job', { jobId: job.id });

    expect(await jobIn(test, job.id, 'ready')).toMatchObject({ rows: 2_500, certificate: { complete: true, upstream: 2_500, written: 2_500 } });
    expect(await downloadText(test, (await test.ask('create-link', { jobId: job.id })).url)).toBe(expectedNumbers(2_500));
  });

  it('nothing is deleted of an export that is retried in the same moment (F14)', async () => {
    const { source, job, context } = await failedExport();
    source.beforeBatch = async () => undefined;
    // Between the look at the job and the deletion.
    const files = { ...context.files, list: (prefix: Parameters<typeof context.files.list>[0]) => retriedFirst(context.files.list(prefix)), deletePrefix: async (prefix: Parameters<typeof context.files.deletePrefix>[0]) => { await retry(); return context.files.deletePrefix(prefix); } };
    const retry = async (): Promise<void> => {
      await test.ask('retry-job', { jobId: job.id });
      await jobIn(test, job.id, 'ready');
    };
    async function* retriedFirst<T>(listed: AsyncIterable<T>): AsyncIterable<T> {
      await retry();
      yield* listed;
    }

    await expireFileJob.run({ ...context, files, now: () => Date.now() + 30 * 86_400_000 }, { portalId: PortalId.parse('4711001'), jobId: job.id }, AbortSignal.timeout(60_000));

    expect(await jobIn(test, job.id, 'ready')).toMatchObject({ rows: 2_500 });
    expect(await downloadText(test, (await test.ask('create-link', { jobId: job.id })).url)).toBe(expectedNumbers(2_500));
  });
});
