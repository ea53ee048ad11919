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

const TWO_SECONDS = 2 / 86_400;

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
    test = await startNumbersApp(numbersSource({ rows: 2_500, parts: 1, batch: 500 }), { settings: { fileDays: TWO_SECONDS } });
    const { job } = await test.ask('start-export', exportRequest());
    await jobIn(test, job.id, 'ready');
    const { url } = await test.ask('create-link', { jobId: job.id });

    await jobIn(test, job.id, 'expired');

    await eventually(async () => (await filesOf(job.id)) === 0);
    expect((await fetch(`${test.origin}${new URL(url).pathname}`, { method: 'POST' })).status).toBe(410);
    expect((await test.call('create-link', { jobId: job.id })).reply).toMatchObject({ ok: false, error: { code: 'file.missing' } });
  });

  it('a failed export’s chunks are deleted, but not those of one that was retried meanwhile (S0.21)', async () => {
    const source = numbersSource({ rows: 2_500, parts: 1, batch: 500 });
    source.beforeBatch = async (_part, from) => { if (from === 1_500) throw brokenSource(); };
    test = await startNumbersApp(source, { settings: { fileDays: TWO_SECONDS } });
    const left = (await test.ask('start-export', exportRequest())).job;
    const retried = (await test.ask('start-export', exportRequest())).job;
    await jobIn(test, left.id, 'failed');
    await jobIn(test, retried.id, 'failed');
    expect(await filesOf(left.id)).toBe(3);

    source.beforeBatch = async (_part, from) => { if (from === 2_000) await new Promise((resolve) => setTimeout(resolve, 3_500)); };
    await test.ask('retry-job', { jobId: retried.id });

    await jobIn(test, retried.id, 'ready', 10_000);
    await eventually(async () => (await filesOf(left.id)) === 0);
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
