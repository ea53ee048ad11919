import { afterEach, describe, expect, it } from 'vitest';
import type { Job } from '#contract';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { filePrefix } from '../../src/files/index.ts';
import { eventually } from '../support/eventually.ts';
import { downloadText, exportRequest, jobIn, startNumbersApp } from '../support/numbers-app.ts';
import { brokenSource, expectedNumbers, numbersSource } from '../support/numbers-source.ts';
import type { NumbersSource } from '../support/numbers-source.ts';
import type { TestApp } from '../support/start-test-app.ts';

let test: TestApp;
afterEach(async () => test?.close());

/** 3,000 rows in one part; fails at row 1,500. */
function failing(): NumbersSource {
  const source = numbersSource({ rows: 3_000, parts: 1, batch: 500 });
  source.beforeBatch = async (_part, from) => { if (from === 1_500) throw brokenSource(); };
  return source;
}

async function filesOf(jobId: string): Promise<number> {
  let count = 0;
  for await (const _file of test.app.context.files.list(filePrefix(PortalId.parse('4711001'), 'exports', jobId))) count += 1;
  return count;
}

describe('an export that failed', () => {
  it('gives on request what it had read: named and certified as a part, with one notice, without asking the source again', async () => {
    const source = failing();
    test = await startNumbersApp(source);
    const { job } = await test.ask('start-export', exportRequest());
    const failed = await jobIn(test, job.id, 'failed');
    expect(failed.kept).toEqual({ rows: 1_500, until: expect.any(String) });

    const asked = await Promise.all([test.ask('finish-partial', { jobId: job.id }), test.ask('finish-partial', { jobId: job.id })]);
    expect(asked.map(({ job: { id } }) => id)).toEqual([job.id, job.id]);
    const ready = await jobIn(test, job.id, 'ready');

    expect(ready).toMatchObject({ partial: true, rows: 1_500, certificate: { complete: false, written: 1_500 } });
    expect(ready.fileName).toMatch(/^Numbers-\d{4}-\d\d-\d\d-partial\.csv$/);
    const { url } = await test.ask('create-link', { jobId: job.id });
    expect(await downloadText(test, url)).toBe(expectedNumbers(1_500));
    const path = `${test.origin}${new URL(url).pathname}`;
    expect(await (await fetch(path)).text()).toContain('Only a part');
    const certificate = (await (await fetch(`${path}/certificate`)).json()) as { partial: object; notes: string[] };
    expect(certificate.partial).toEqual({ stopped: 'failed', rowsExpected: 3_000, sheets: [{ title: 'Numbers', parts: 1, partsFinished: 0, rowsRead: 1_500 }] });
    expect(certificate.notes[0]).toBe('This is a part of the table only: the export failed after 1,500 of 3,000 rows. The rows after them are missing.');
    const mails = await eventually(() => { const found = test.mail.mails.filter(({ subject }) => subject.startsWith('Part of')); return found.length > 0 && found; });
    expect(mails).toHaveLength(1);
    expect(mails[0]!.text).toContain('Rows are missing');
    expect(source.reads).toEqual(['0', '500', '1000']);
    await eventually(async () => (await filesOf(job.id)) === 1);
  });

  it('can still be retried as a whole when the part could not be made', async () => {
    const source = failing();
    test = await startNumbersApp(source);
    const { job } = await test.ask('start-export', exportRequest());
    await jobIn(test, job.id, 'failed');
    await test.app.context.database.inPortal(PortalId.parse('4711001'), (tx) => tx.job.update({ where: { id: job.id }, data: { partial: 'failed' } }));
    source.beforeBatch = async () => undefined;

    await test.ask('retry-job', { jobId: job.id });

    expect(await jobIn(test, job.id, 'ready')).toMatchObject({ partial: false, rows: 3_000, certificate: { complete: true } });
  });
});

describe('an export that was cancelled', () => {
  async function cancelled(source: NumbersSource, settings = {}): Promise<Extract<Job, { state: 'cancelled' }>> {
    test = await startNumbersApp(source, { settings });
    const asked = Promise.withResolvers<void>();
    // Of each part some rows are there, and some are not.
    source.beforeBatch = async (_part, from) => { if (from % 2_000 >= 800) await asked.promise; };
    const { job } = await test.ask('start-export', exportRequest());
    await eventually(async () => { const now = (await test.ask('get-job', { jobId: job.id })).job; return now.state === 'running' && now.rowsDone > 0; });
    await test.ask('cancel-job', { jobId: job.id });
    asked.resolve();
    return jobIn(test, job.id, 'cancelled');
  }

  it('keeps what it had read for a while, says so, and gives it on request as a part with holes', async () => {
    const source = numbersSource({ rows: 4_000, parts: 2, batch: 200 });
    const stopped = await cancelled(source);
    expect(stopped.kept).toMatchObject({ rows: stopped.rowsDone });
    expect(test.mail.mails).toEqual([]);

    await test.ask('finish-partial', { jobId: stopped.id });
    const ready = await jobIn(test, stopped.id, 'ready');

    expect(ready).toMatchObject({ partial: true, rows: stopped.rowsDone, certificate: { complete: false } });
    const { url } = await test.ask('create-link', { jobId: stopped.id });
    const certificate = (await (await fetch(`${test.origin}${new URL(url).pathname}/certificate`)).json()) as { partial: { stopped: string }; notes: string[] };
    expect(certificate.partial.stopped).toBe('cancelled');
    expect(certificate.notes[0]).toMatch(/was cancelled after [\d,]+ of 4,000 rows\. Rows may be missing anywhere: \d of 2 parts were read to their end\./);
  });

  it('has nothing to give when its time is over, and says so', async () => {
    const source = numbersSource({ rows: 4_000, parts: 1, batch: 200 });
    const stopped = await cancelled(source, { cancelledHours: 1 / 3_600 });
    await eventually(async () => (await filesOf(stopped.id)) === 0);
    await eventually(async () => (await jobIn(test, stopped.id, 'cancelled')).kept === null);

    const { reply } = await test.call('finish-partial', { jobId: stopped.id });

    expect(reply).toMatchObject({ ok: false, error: { code: 'file.missing', message: expect.stringContaining('Nothing of this export is kept') } });
  });

  it('is no excuse to make a part of an export that is whole', async () => {
    test = await startNumbersApp(numbersSource({ rows: 100, parts: 1, batch: 100 }));
    const { job } = await test.ask('start-export', exportRequest());
    await jobIn(test, job.id, 'ready');

    expect((await test.call('finish-partial', { jobId: job.id })).reply).toMatchObject({ ok: false, error: { code: 'job.wrong_state' } });
  });
});
