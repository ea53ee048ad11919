import { afterEach, describe, expect, it } from 'vitest';
import { downloadText, exportRequest, jobIn, NUMBERS_QUERY, startNumbersApp } from '../support/numbers-app.ts';
import { expectedNumbers, numbersSource } from '../support/numbers-source.ts';
import type { TestApp } from '../support/start-test-app.ts';

let test: TestApp;
afterEach(async () => test?.close());

const QUERY = { ...NUMBERS_QUERY, columns: [], filters: [] };

describe('the lane is chosen for the person', () => {
  it('by rows and seconds, on both sides of the border (S0.3, D1)', async () => {
    const estimate = async (rows: number, secondsEach?: number): Promise<object> => {
      await test?.close();
      test = await startNumbersApp(numbersSource({ rows, parts: 1, batch: 100, ...(secondsEach === undefined ? {} : { secondsEach }) }), { works: false });
      return test.ask('estimate-export', { query: QUERY, format: 'csv' });
    };

    expect(await estimate(2_000)).toMatchObject({ rows: 2_000, lane: 'immediate', apiCalls: 20 });
    expect(await estimate(2_001)).toMatchObject({ lane: 'background' });
    expect(await estimate(2_000, 0.01)).toMatchObject({ lane: 'background' });
  });

  it('takes the background when the size is not known (S0.3)', async () => {
    const source = numbersSource({ rows: 10, parts: 1, batch: 10 });
    test = await startNumbersApp({ ...source, count: async () => null }, { works: false });

    expect(await test.ask('estimate-export', { query: QUERY, format: 'csv' })).toEqual({ rows: null, bytes: null, seconds: null, apiCalls: null, lane: 'background' });
  });
});

describe('a small export', () => {
  it('is ready in the click, with its link, even when no worker runs, and sends no mail (S0.4)', async () => {
    test = await startNumbersApp(numbersSource({ rows: 700, parts: 2, batch: 100 }), { works: false });

    const { job, link } = await test.ask('start-export', exportRequest());

    expect(job).toMatchObject({ state: 'ready', lane: 'immediate', rows: 700, certificate: { complete: true } });
    expect(await downloadText(test, link!.url)).toBe(expectedNumbers(700));
    expect(test.mail.mails).toEqual([]);
  });

  it('that takes longer than a click may carries on in the background with what it has read (S0.7, D2)', async () => {
    const source = numbersSource({ rows: 1_000, parts: 1, batch: 100 });
    let hung = false;
    source.beforeBatch = async (_part, from, signal) => {
      if (from < 400 || hung) return;
      hung = true;
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    };
    test = await startNumbersApp(source, { settings: { immediateDeadlineMs: 2_000, viewDeadlineMs: 300_000 } });

    const { job, link } = await test.ask('start-export', exportRequest());
    const ready = await jobIn(test, job.id, 'ready');

    expect(link).toBeNull();
    expect(ready.lane).toBe('background');
    expect(ready.notices).toContainEqual({ kind: 'started', channel: 'inbox', state: 'sent' });
    expect(source.reads).toEqual(Array.from({ length: 10 }, (_, index) => String(index * 100)));
  });

  it('that is cancelled while its deadline passes is cancelled, and nobody is told that it has started (F14, S0.9)', async () => {
    const source = numbersSource({ rows: 1_000, parts: 1, batch: 100 });
    source.beforeBatch = async (_part, from, signal) => {
      if (from < 400) return;
      const { jobs } = await test.ask('list-jobs', {});
      await test.ask('cancel-job', { jobId: jobs[0]!.id });
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    };
    test = await startNumbersApp(source, { works: false, settings: { immediateDeadlineMs: 3_000, viewDeadlineMs: 300_000 } });

    const { job } = await test.ask('start-export', exportRequest());

    expect(job.state).toBe('cancelled');
    expect(job.notices.map(({ kind }) => kind)).not.toContain('started');
  });
});
