import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Policy, PolicyRule } from '#contract';
import { DEFAULT_POLICY } from '../../src/policies/index.ts';
import { ADMIN, BEN, EVERYBODY } from '../support/access-world.ts';
import { eventually } from '../support/eventually.ts';
import { exportRequest, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import type { NumbersSource } from '../support/numbers-source.ts';
import type { TestApp } from '../support/start-test-app.ts';

const NUMBERS = { connection: 'hubspot', table: 'numbers', scope: null } as const;
let source: NumbersSource;
let test: TestApp;
beforeAll(async () => {
  source = numbersSource({ rows: 300, parts: 1, batch: 100 });
  // Everything in the background: the moments between the click and the file are what is looked at.
  test = await startNumbersApp(source, { settings: { immediateRows: 0 } });
});
afterAll(async () => test?.close());
beforeEach(async () => {
  source.beforeBatch = async () => undefined;
  await save();
});

async function save(...rules: PolicyRule[]): Promise<void> {
  const { version } = await test.ask('get-settings', {}, ADMIN);
  const policy: Policy = { ...DEFAULT_POLICY, rules };
  await test.ask('save-settings', { version, policy }, ADMIN);
}

const DENIED: PolicyRule = { about: 'export', who: EVERYBODY, ...NUMBERS, effect: 'deny' };
const NARROWER: readonly (readonly [string, PolicyRule])[] = [
  ['exports are denied', DENIED],
  ['the table is closed', { about: 'view', who: EVERYBODY, ...NUMBERS, effect: 'deny' }],
  ['a column is masked', { about: 'column', who: EVERYBODY, ...NUMBERS, column: 'name', effect: 'mask' }],
  ['a column is hidden', { about: 'column', who: EVERYBODY, ...NUMBERS, column: 'name', effect: 'hide' }],
  ['only own records are left', { about: 'export', who: EVERYBODY, ...NUMBERS, effect: 'own' }],
];

async function end(jobId: string): Promise<{ state: string; error?: { code: string } }> {
  return eventually(async () => {
    const { job } = await test.ask('get-job', { jobId }, BEN);
    return (job.state === 'failed' || job.state === 'ready') && job;
  }, 30_000);
}

describe('a right that is taken away while an export lives (T18, ASVS 8.3.2)', () => {
  it('stops it at the click', async () => {
    await save(DENIED);

    expect((await test.call('start-export', exportRequest(), BEN)).reply).toMatchObject({ ok: false, error: { code: 'access.refused' } });
  });

  it.each([[0, 'before the first row'], [200, 'before the last rows, which only the check at the delivery can notice']])('stops it while it is read (%i), %s, and leaves no file', async (at) => {
    const before = source.reads.length;
    source.beforeBatch = async (_part, from) => {
      if (from === at && source.reads.length - before === at / 100) await save(DENIED);
    };
    const { job } = await test.ask('start-export', exportRequest(), BEN);

    expect(await end(job.id)).toMatchObject({ state: 'failed', error: { code: 'access.refused' } });
    expect((await test.call('create-link', { jobId: job.id }, BEN)).reply.ok).toBe(false);
  });

  it('stops a retry at the start of the worker’s run, before a row is read', async () => {
    source.beforeBatch = async () => save(DENIED);
    const { job } = await test.ask('start-export', exportRequest(), BEN);
    await end(job.id);
    source.beforeBatch = async () => undefined;
    const before = source.reads.length;

    await test.ask('retry-job', { jobId: job.id }, BEN);
    await eventually(async () => (await test.ask('get-job', { jobId: job.id }, BEN)).job.notices.filter(({ kind, channel }) => kind === 'failed' && channel === 'inbox').length === 2);

    expect(source.reads.length).toBe(before);
  });

  it.each(NARROWER)('closes the link and the download when %s', async (_what, rule) => {
    const { job } = await test.ask('start-export', exportRequest(), BEN);
    expect((await end(job.id)).state).toBe('ready');
    const path = new URL((await test.ask('create-link', { jobId: job.id }, BEN)).url).pathname;
    expect((await fetch(`${test.origin}${path}`)).status).toBe(200);
    await save(rule);

    const page = await fetch(`${test.origin}${path}`);
    const file = await fetch(`${test.origin}${path}`, { method: 'POST' });
    const link = await test.call('create-link', { jobId: job.id }, BEN);

    expect([page.status, file.status]).toEqual([400, 400]);
    expect(await file.text()).not.toContain('name 1');
    expect((await fetch(`${test.origin}${path}/certificate`)).status).toBe(400);
    expect(link.reply).toMatchObject({ ok: false, error: { code: 'access.refused' } });
    await save();
    expect((await fetch(`${test.origin}${path}`, { method: 'POST' })).status).toBe(200);
  });

  it('does not close a file that never held what is masked now', async () => {
    const request = exportRequest();
    const { job } = await test.ask('start-export', { ...request, query: { ...request.query, columns: ['n'] } }, BEN);
    expect((await end(job.id)).state).toBe('ready');
    const path = new URL((await test.ask('create-link', { jobId: job.id }, BEN)).url).pathname;
    await save({ about: 'column', who: EVERYBODY, ...NUMBERS, column: 'name', effect: 'mask' });

    expect((await fetch(`${test.origin}${path}`, { method: 'POST' })).status).toBe(200);
  });
});
