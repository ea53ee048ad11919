import { afterEach, describe, expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { filePrefix } from '../../src/files/index.ts';
import { eventually } from '../support/eventually.ts';
import { exportRequest, jobIn, startNumbersApp } from '../support/numbers-app.ts';
import { brokenSource, numbersSource } from '../support/numbers-source.ts';
import type { TestApp } from '../support/start-test-app.ts';

let test: TestApp;
afterEach(async () => test?.close());

const TWO_SECONDS = 2 / 86_400;

async function filesOf(jobId: string): Promise<number> {
  let count = 0;
  for await (const _file of test.app.context.files.list(filePrefix(PortalId.parse('4711001'), 'exports', jobId))) count += 1;
  return count;
}

describe('when its time is over', () => {
  it('a file is deleted and its job says so; the link is worth nothing any more (S0.9, T51)', async () => {
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
});
