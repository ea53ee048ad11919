import { afterEach, describe, expect, it } from 'vitest';
import type { Job } from '#contract';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { eventually } from '../support/eventually.ts';
import { downloadText, exportRequest, jobIn } from '../support/numbers-app.ts';
import { expectedNumbers, numbersSource } from '../support/numbers-source.ts';
import type { NumbersSource } from '../support/numbers-source.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp, TestAppOptions } from '../support/start-test-app.ts';

const ROWS = 3_000;
const EVE = { portalId: '4711002', userId: '501', userEmail: 'eve@other.example' };
/** The numbers' file has some 46,000 bytes. */
const ONE_FILE = Buffer.byteLength(expectedNumbers(ROWS));

let test: TestApp;
afterEach(async () => test?.close());

async function start(source: NumbersSource, settings: TestAppOptions['settings'], more: object = {}): Promise<void> {
  test = await startTestApp({ ...(settings === undefined ? {} : { settings }), overrides: ({ context }) => ({ sources: [source], files: { ...context.files, ...more } }) });
  await test.pretendInstalled('4711001');
  await test.pretendInstalled(EVE.portalId);
}

function slow(countable: boolean): NumbersSource {
  const source = numbersSource({ rows: ROWS, parts: 1, batch: 250 });
  source.beforeBatch = () => new Promise((resolve) => setTimeout(resolve, 250));
  if (!countable) Object.assign(source, { count: async () => null });
  return source;
}

const waiting = (jobId: string): Promise<object> => eventually(async () => {
  const { job } = await test.ask('get-job', { jobId });
  return (job.state === 'queued' || job.state === 'running') && job.waiting;
});
const stateOf = async (jobId: string): Promise<Job['state']> => (await test.ask('get-job', { jobId })).job.state;

describe('a portal that has used its space (T50)', () => {
  it('gets no further export started, is told why and when there is room, and no other portal feels it', async () => {
    await start(numbersSource({ rows: ROWS, parts: 1, batch: 500 }), { portalBytes: ONE_FILE * 1.8 });
    const first = await test.ask('start-export', exportRequest());
    await jobIn(test, first.job.id, 'ready');

    const { reply } = await test.call('start-export', exportRequest());

    expect(reply).toMatchObject({ ok: false, error: { code: 'quota.exceeded', message: expect.stringMatching(/already take [\d.]+ KB of the [\d.]+ KB they may/), fix: expect.stringMatching(/The next one is deleted on \d{4}-\d\d-\d\d/) } });
    expect((await test.ask('list-jobs', {})).jobs).toHaveLength(1);
    const hers = await test.ask('start-export', exportRequest(), EVE);
    expect(hers.job.state).toBe('queued');
  });

  it('has an export that grows into the limit wait, and go on when an older file is deleted', async () => {
    const source = slow(false);
    await start(source, { portalBytes: ONE_FILE * 2.5 });
    for (let made = 0; made < 2; made += 1) await jobIn(test, (await test.ask('start-export', exportRequest())).job.id, 'ready');
    const { job } = await test.ask('start-export', exportRequest());

    expect(await waiting(job.id)).toMatchObject({ message: expect.stringContaining('already take') });
    await test.app.context.database.inPortal(PortalId.parse('4711001'), (tx) => tx.artifact.updateMany({ data: { deletedAt: new Date() } }));
    await jobIn(test, job.id, 'ready');
    const { url } = await test.ask('create-link', { jobId: job.id });

    expect(await downloadText(test, url)).toBe(expectedNumbers(ROWS));
  });

  it('is told at once that an export alone is too large for it, and does not wait for that', async () => {
    await start(slow(false), { portalBytes: ONE_FILE / 4 });
    const { job } = await test.ask('start-export', exportRequest());

    const failed = await jobIn(test, job.id, 'failed');

    expect(failed.error).toMatchObject({ code: 'quota.exceeded', message: expect.stringContaining('This export takes'), fix: expect.stringContaining('fewer rows or columns') });
  });
});

describe('a file store that is almost full (T50)', () => {
  it('takes nothing more: exports wait, with the reason, and go on when there is space', async () => {
    let free = 1_000;
    await start(numbersSource({ rows: ROWS, parts: 1, batch: 500 }), { freeBytes: 5_000 }, { freeBytes: async () => free });
    const { job } = await test.ask('start-export', exportRequest());
    const small = await test.ask('start-export', exportRequest());

    expect(await waiting(job.id)).toMatchObject({ message: 'The place where files are kept is full.' });
    expect(await waiting(small.job.id)).toMatchObject({ message: 'The place where files are kept is full.' });
    for await (const _file of test.app.context.files.list('portals/4711001' as never)) throw new Error('something was stored');
    expect(await stateOf(job.id)).not.toBe('failed');
    free = 10_000;

    await jobIn(test, job.id, 'ready');
    await jobIn(test, small.job.id, 'ready');
  });
});
