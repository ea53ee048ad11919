import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { afterEach, describe, expect, inject, it } from 'vitest';
import type { Job } from '#contract';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { filePrefix } from '../../src/files/index.ts';
import type { FileStore } from '../../src/files/index.ts';
import { localFileStore } from '../../src/files/local-file-store.ts';
import { storeUnavailable } from '../../src/files/store-unavailable.ts';
import { fillingDisk } from '../files/filling-disk.ts';
import { eventually } from '../support/eventually.ts';
import { downloadText, exportRequest, jobIn, startNumbersApp } from '../support/numbers-app.ts';
import { expectedNumbers, numbersSource } from '../support/numbers-source.ts';
import type { NumbersSource } from '../support/numbers-source.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';

const ROWS = 3_000;
const PORTAL = PortalId.parse('4711001');
const FILE_BYTES = Buffer.byteLength(expectedNumbers(ROWS));
/** What all writes of the export come to: the chunks, and then the file with its header. */
const ALL_BYTES = FILE_BYTES * 2 - Buffer.byteLength(expectedNumbers(0));

let test: TestApp;
let folder: string | undefined;
afterEach(async () => {
  await test?.close();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  folder = undefined;
});

async function startWith(source: NumbersSource, files: (own: FileStore) => FileStore, settings = {}): Promise<void> {
  test = await startTestApp({ settings, overrides: ({ context }) => ({ sources: [source], files: files(context.files) }) });
  await test.pretendInstalled('4711001');
}

const waitingOf = (job: Job): object | null => ((job.state === 'queued' || job.state === 'running') ? job.waiting : null);
const paused = (jobId: string): Promise<Job> => eventually(async () => {
  const { job } = await test.ask('get-job', { jobId });
  return waitingOf(job) === null ? null : job;
});

/** The file is whole, no checkpointed row was read twice, and the person heard of it once. */
async function expectWhole(jobId: string, source: NumbersSource, readAgain: number): Promise<void> {
  const ready = await jobIn(test, jobId, 'ready');
  const { url } = await test.ask('create-link', { jobId });
  expect(await downloadText(test, url)).toBe(expectedNumbers(ROWS));
  expect(ready.certificate).toMatchObject({ complete: true, written: ROWS });
  expect(new Set(source.reads).size).toBe(6);
  expect(source.reads.length - 6).toBeLessThanOrEqual(readAgain);
  expect(ready.notices.map(({ kind, channel }) => `${kind} ${channel}`).sort()).toEqual(['ready email', 'ready inbox', 'started inbox']);
  await eventually(() => test.mail.mails.length === 1);
  let files = 0;
  await eventually(async () => {
    files = 0;
    for await (const _file of test.app.context.files.list(filePrefix(PORTAL, 'exports', jobId))) files += 1;
    return files === 1;
  });
}

describe('an export whose file store', () => {
  it.each([0, 1, 50, 99, 100])('is full at %i percent of the bytes is paused, says so, and goes on when there is space (F4, S0.16)', async (percent) => {
    folder = await mkdtemp(join(tmpdir(), 'siderail-disk-'));
    // 100: everything fits to the last byte, and the disk says that it is full only when it is asked to keep it.
    const room = Math.floor((ALL_BYTES * percent) / 100);
    const disk = fillingDisk(room);
    const root = folder;
    const source = numbersSource({ rows: ROWS, parts: 1, batch: 500 });
    await startWith(source, () => localFileStore(root, { open: disk.open, randomUUID }));
    const { job } = await test.ask('start-export', exportRequest());

    const waiting = await paused(job.id);

    expect(waitingOf(waiting)).toMatchObject({ message: 'The place where files are kept is full.', fix: expect.stringContaining('nothing is lost'), since: expect.any(String) });
    await eventually(async () => !(await readdir(root, { recursive: true })).some((name) => name.endsWith('.tmp')));
    disk.free();
    await expectWhole(job.id, source, 12);
  });

  it('does not answer is paused for as long as it takes, reads nothing twice that is kept, and since when is said (F16)', async () => {
    const source = numbersSource({ rows: ROWS, parts: 1, batch: 500 });
    let away = false;
    source.beforeBatch = async (_part, from) => { if (from === 1_500 && source.reads.length === 3) away = true; };
    let refused = 0;
    await startWith(source, (own) => ({
      ...own,
      async put(key, body, options) {
        if (!away) return own.put(key, body, options);
        refused += 1;
        throw storeUnavailable('silent', 'scripted', null);
      },
    }));
    const { job } = await test.ask('start-export', exportRequest());
    const first = await paused(job.id);
    await eventually(() => refused >= 3);
    const later = await paused(job.id);

    expect(waitingOf(first)).toMatchObject({ message: 'The place where files are kept does not answer.' });
    expect(waitingOf(later)).toEqual(waitingOf(first));
    away = false;

    await expectWhole(job.id, source, 12);
    // The one that was being stored when the next was asked for is read again; those before it were kept.
    expect(source.reads.filter((from) => Number(from) < 1_000)).toEqual(['0', '500']);
  });

  it('stays full for days fails at last, with the reason, and Retry goes on from the checkpoint (F4, S0.21)', async () => {
    const source = numbersSource({ rows: ROWS, parts: 1, batch: 500 });
    let full = true;
    await startWith(source, (own) => ({
      ...own,
      async put(key, body, options) {
        if (full) throw storeUnavailable('full', 'scripted', null);
        return own.put(key, body, options);
      },
    }), { waitDays: 1.5 / 86_400 });
    const { job } = await test.ask('start-export', exportRequest());

    const failed = await jobIn(test, job.id, 'failed');

    expect(failed.error).toMatchObject({ code: 'file.store_unavailable', message: 'The place where files are kept is full.' });
    full = false;
    await test.ask('retry-job', { jobId: job.id });
    await jobIn(test, job.id, 'ready');
  });

  it('is away can still be cancelled while it waits (F14)', async () => {
    await startWith(numbersSource({ rows: ROWS, parts: 1, batch: 500 }), (own) => ({ ...own, put: () => Promise.reject(storeUnavailable('silent', 'scripted', null)) }));
    const { job } = await test.ask('start-export', exportRequest());
    await paused(job.id);

    await test.ask('cancel-job', { jobId: job.id });

    await jobIn(test, job.id, 'cancelled');
  });

  it('turns out to be away after the cancel was asked ends cancelled, and is not put in line to wait for it (F14)', async () => {
    let cancel: (() => Promise<unknown>) | null = null;
    await startWith(numbersSource({ rows: ROWS, parts: 1, batch: 500 }), (own) => ({
      ...own,
      async put() {
        await cancel?.();
        throw storeUnavailable('silent', 'scripted', null);
      },
    }));
    const { job } = await test.ask('start-export', exportRequest());
    await paused(job.id);

    cancel = async () => {
      cancel = null;
      // As a cancel does that comes while a worker has the job.
      await test.app.context.database.inPortal(PORTAL, (tx) => tx.job.update({ where: { id: job.id }, data: { cancelRequestedAt: new Date() } }));
    };

    await jobIn(test, job.id, 'cancelled');
  });
});

describe('an export whose checkpoint database', () => {
  async function asAdmin(sql: string): Promise<void> {
    const url = new URL(inject('testCluster').adminUrl);
    if (!sql.startsWith('alter database') && !sql.includes('pg_terminate_backend')) url.pathname = new URL(test.environment['DATABASE_URL']!).pathname;
    const client = new Client({ connectionString: url.toString() });
    await client.connect();
    await client.query(sql);
    await client.end();
  }

  it('is full is paused and goes on, with no stored but uncounted chunk left behind (F4)', async () => {
    const source = numbersSource({ rows: ROWS, parts: 1, batch: 500 });
    test = await startNumbersApp(source);
    await asAdmin(`create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
      create trigger full_disk before insert on chunks for each row when (new.seq >= 2) execute function full_disk()`);
    const { job } = await test.ask('start-export', exportRequest());

    const waiting = await paused(job.id);

    expect(waitingOf(waiting)).toMatchObject({ message: expect.stringContaining('is full or does not answer') });
    await eventually(() => source.reads.length >= 9, 40_000);
    let stored = 0;
    for await (const _file of test.app.context.files.list(filePrefix(PORTAL, 'exports', job.id))) stored += 1;
    expect(stored).toBeLessThanOrEqual(4);
    await asAdmin('drop trigger full_disk on chunks');
    await expectWhole(job.id, source, 30);
  });

  it('is away for a while goes on by itself (F4)', async () => {
    const source = numbersSource({ rows: ROWS, parts: 1, batch: 500 });
    let reached: () => void = () => undefined;
    const half = new Promise<void>((resolve) => { reached = resolve; });
    let wait = true;
    source.beforeBatch = async (_part, from) => {
      if (from !== 1_500) return;
      reached();
      while (wait) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    test = await startNumbersApp(source);
    const { job } = await test.ask('start-export', exportRequest());
    await half;
    const name = new URL(test.environment['DATABASE_URL']!).pathname.slice(1);

    await asAdmin(`alter database ${escapeIdentifier(name)} allow_connections false`);
    await asAdmin(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
    wait = false;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await asAdmin(`alter database ${escapeIdentifier(name)} allow_connections true`);

    await expectWhole(job.id, source, 6);
  });
});
