import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { downloadText, exportRequest, jobIn, startNumbersApp } from '../support/numbers-app.ts';
import { brokenSource, expectedNumbers, numbersSource } from '../support/numbers-source.ts';
import type { TestApp } from '../support/start-test-app.ts';

let test: TestApp;
afterEach(async () => test?.close());

/** As if the worker had been stopped long enough: its lease ends and the job is handed on. */
async function handOn(jobId: string): Promise<void> {
  const { database } = test.app.context;
  await database.inPortal('4711001' as never, async (tx) => {
    await tx.$executeRaw`update jobs set lease_until = clock_timestamp() - interval '1 s' where id = ${jobId}::uuid`;
  });
}

describe('a large export', () => {
  it('says started at once, shows progress, and ends with a complete file, its certificate and one mail (S0.5, S0.6, S0.8)', async () => {
    const source = numbersSource({ rows: 5_000, parts: 4, batch: 250 });
    test = await startNumbersApp(source);

    const started = await test.ask('start-export', exportRequest());

    expect(started.job).toMatchObject({ state: 'queued', lane: 'background', title: 'Numbers' });
    expect(started.job.notices).toContainEqual({ kind: 'started', channel: 'inbox', state: 'sent' });
    const ready = await jobIn(test, started.job.id, 'ready');
    expect(ready.certificate).toMatchObject({ complete: true, upstream: 5_000, written: 5_000, skipped: 0 });
    const mail = await eventually(() => test.mail.mails[0]);
    expect(mail.envelopeTo).toEqual(['sam.seller@acme.example']);
    const link = /http:\/\/localhost:4701\/files\/[\w.-]+/.exec(mail.text)![0];
    const file = await downloadText(test, link);
    expect(file).toBe(expectedNumbers(5_000));
    expect(createHash('sha256').update(file).digest('hex')).toBe(ready.certificate.sha256);
    await eventually(async () => (await jobIn(test, started.job.id, 'ready')).notices.find((notice) => notice.channel === 'email')?.state === 'sent');
    expect(test.mail.mails).toHaveLength(1);
  });

  it('is one job for a double click and for HubSpot’s own repeat, and refuses the same click for something else (S0.18, F15)', async () => {
    test = await startNumbersApp(numbersSource({ rows: 5_000, parts: 1, batch: 1_000 }));
    const request = exportRequest();

    const answers = await Promise.all(Array.from({ length: 6 }, () => test.ask('start-export', request)));
    const other = await test.call('start-export', { ...request, query: { ...request.query, columns: ['n'] } });

    expect(new Set(answers.map((answer) => answer.job.id)).size).toBe(1);
    expect((await test.ask('list-jobs', {})).jobs).toHaveLength(1);
    expect(other.reply).toMatchObject({ ok: false, error: { code: 'request.conflict' } });
  });

  it('stops when cancelled while it runs, sends no mail, and when its time is over leaves no file (F14)', async () => {
    const source = numbersSource({ rows: 5_000, parts: 1, batch: 100 });
    const cancelled = Promise.withResolvers<void>();
    source.beforeBatch = async (_part, from) => { if (from >= 2_000) await cancelled.promise; };
    test = await startNumbersApp(source, { settings: { cancelledHours: 1 / 3_600 } });
    const { job } = await test.ask('start-export', exportRequest());
    await eventually(async () => { const now = (await test.ask('get-job', { jobId: job.id })).job; return now.state === 'running' && now.rowsDone > 0; });

    await test.ask('cancel-job', { jobId: job.id });
    cancelled.resolve();

    const ended = await jobIn(test, job.id, 'cancelled');
    expect(ended.rowsDone).toBeLessThan(5_000);
    expect((await test.call('create-link', { jobId: job.id })).reply).toMatchObject({ ok: false, error: { code: 'file.missing' } });
    await eventually(async () => { for await (const _file of test.app.context.files.list('portals/4711001' as never)) return false; return true; });
    expect(test.mail.mails).toEqual([]);
  });

  it('that fails says why and what to do, and Retry goes on from the checkpoint without reading a row twice (S0.9, S0.21)', async () => {
    const source = numbersSource({ rows: 3_000, parts: 1, batch: 500 });
    source.beforeBatch = async (_part, from) => { if (from === 1_500) throw brokenSource(); };
    test = await startNumbersApp(source);
    const { job } = await test.ask('start-export', exportRequest());
    const failed = await jobIn(test, job.id, 'failed');
    expect(failed.error).toMatchObject({ code: 'source.refused', message: expect.stringContaining('refused'), fix: expect.stringContaining('admin') });
    expect(failed.error.supportCode).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    const mail = await eventually(() => test.mail.mails.find((candidate) => candidate.subject.includes('did not finish')));
    expect(mail.text).toContain(failed.error.supportCode);

    source.beforeBatch = async () => undefined;
    await test.ask('retry-job', { jobId: job.id });
    await jobIn(test, job.id, 'ready');

    expect(source.reads).toEqual(['0', '500', '1000', '1500', '2000', '2500']);
    const { url } = await test.ask('create-link', { jobId: job.id });
    expect(await downloadText(test, url)).toBe(expectedNumbers(3_000));
  });

  it('says loudly that it is not complete when rows were skipped (D4)', async () => {
    test = await startNumbersApp(numbersSource({ rows: 3_000, parts: 2, batch: 500, skip: 1_234 }));
    const { job } = await test.ask('start-export', exportRequest());

    const ready = await jobIn(test, job.id, 'ready');

    expect(ready.certificate).toMatchObject({ complete: false, upstream: 3_000, written: 2_999, skipped: 1 });
    const { url } = await test.ask('create-link', { jobId: job.id });
    expect(await (await fetch(`${test.origin}${new URL(url).pathname}`)).text()).toContain('Not complete');
  });

  it('keeps a worker that lost its lease from ending a job that another one is working on (F3)', async () => {
    const source = numbersSource({ rows: 4_000, parts: 1, batch: 500 });
    const failed = Promise.withResolvers<void>();
    let failZombie: () => void = () => undefined;
    let zombies = 0;
    source.beforeBatch = async (_part, from) => {
      if (from === 1_000 && zombies === 0) {
        zombies += 1;
        await new Promise<void>((_resolve, reject) => { failZombie = () => reject(brokenSource()); });
      }
      // Its successor is still at work when it fails, however fast or slow the machine.
      if (from === 2_500) await failed.promise;
    };
    test = await startNumbersApp(source);
    const { job } = await test.ask('start-export', exportRequest());
    await eventually(() => zombies === 1);
    await handOn(job.id);
    await eventually(async () => { const now = (await test.ask('get-job', { jobId: job.id })).job; return now.state === 'running' && now.rowsDone >= 1_500; });

    failZombie();
    await new Promise((resolve) => setTimeout(resolve, 500));
    failed.resolve();

    const ready = await jobIn(test, job.id, 'ready');
    expect(ready.notices.filter((notice) => notice.kind === 'failed')).toEqual([]);
    const { url } = await test.ask('create-link', { jobId: job.id });
    expect(await downloadText(test, url)).toBe(expectedNumbers(4_000));
  });

  it('keeps a worker that lost its lease from writing anything more (F3)', async () => {
    const source = numbersSource({ rows: 4_000, parts: 1, batch: 1_000 });
    let freeZombie: () => void = () => undefined;
    let zombies = 0;
    source.beforeBatch = async (_part, from) => {
      if (from !== 2_000 || zombies > 0) return;
      zombies += 1;
      await new Promise<void>((resolve) => { freeZombie = resolve; });
    };
    test = await startNumbersApp(source);
    const { job } = await test.ask('start-export', exportRequest());
    await eventually(() => zombies === 1);
    await handOn(job.id);
    const ready = await jobIn(test, job.id, 'ready');
    freeZombie();
    await new Promise((resolve) => setTimeout(resolve, 1_000));

    expect((await jobIn(test, job.id, 'ready')).certificate.sha256).toBe(ready.certificate.sha256);
    const { url } = await test.ask('create-link', { jobId: job.id });
    expect(await downloadText(test, url)).toBe(expectedNumbers(4_000));
    expect((await jobIn(test, job.id, 'ready')).notices.filter((notice) => notice.kind === 'ready' && notice.channel === 'email')).toHaveLength(1);
  });
});
