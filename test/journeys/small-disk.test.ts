import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '#contract';
import { eventually } from '../support/eventually.ts';
import { downloadText, exportRequest, jobIn } from '../support/numbers-app.ts';
import { expectedNumbers, numbersSource } from '../support/numbers-source.ts';
import { makeSmallDisk } from '../support/small-disk.ts';
import type { SmallDisk } from '../support/small-disk.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';

const MEGABYTE = 1024 * 1024;
/** A file of 1.1 MB, and while it is being made as much again. */
const ROWS = 60_000;
const PORTALS = [
  { portalId: '4711001', userId: '501', userEmail: 'sam.seller@acme.example' },
  { portalId: '4711002', userId: '501', userEmail: 'eve@other.example' },
] as const;

let disk: SmallDisk;
let test: TestApp;
beforeEach(async () => {
  disk = await makeSmallDisk();
});
afterEach(async () => {
  await test?.close();
  await disk.remove();
});

async function start(freeBytes: number): Promise<void> {
  const source = numbersSource({ rows: ROWS, parts: 2, batch: 5_000, secondsEach: 1 });
  test = await startTestApp({
    environment: { FILE_STORE: disk.folder }, settings: { freeBytes },
    overrides: ({ context }) => ({ sources: [source], files: { ...context.files, ...disk.limited(context.files) } }),
  });
  for (const { portalId } of PORTALS) await test.pretendInstalled(portalId);
}

const isWaiting = (job: Job): boolean => (job.state === 'queued' || job.state === 'running') && job.waiting?.message === 'The place where files are kept is full.';
const isReady = (job: Job): boolean => job.state === 'ready';

describe('a disk of 64 MB that many exports of two portals fill (T50)', () => {
  it('keeps what must stay free: exports wait with the reason, none fails, and all are whole once there is room', async () => {
    const mustStay = 20 * MEGABYTE;
    await start(mustStay);
    const asked = PORTALS.flatMap((caller) => Array.from({ length: 6 }, () => caller));
    const begin = async (caller: (typeof PORTALS)[number]) => ({ caller, id: (await test.ask('start-export', exportRequest(), caller)).job.id });
    const first = await begin(PORTALS[0]);
    await jobIn(test, first.id, 'ready', 60_000);
    await disk.fillUpTo(mustStay + 8 * MEGABYTE);

    const started = [first, ...(await Promise.all(asked.map(begin)))];
    const look = (): Promise<Job[]> => Promise.all(started.map(async ({ caller, id }) => (await test.ask('get-job', { jobId: id }, caller)).job));
    const full = await eventually(async () => {
      const jobs = await look();
      return jobs.every((job) => isWaiting(job) || isReady(job)) && jobs;
    }, 90_000);

    expect(full.filter(isReady).length).toBeGreaterThan(0);
    expect(full.filter(isWaiting).length).toBeGreaterThan(0);
    // Each looks every two seconds, so a little goes below the mark; the disk itself is never full.
    expect(await disk.free()).toBeGreaterThan(mustStay / 2);

    await disk.makeRoom();
    await eventually(async () => (await look()).every(isReady), 90_000);
    for (const { caller, id } of started) {
      const { url } = await test.ask('create-link', { jobId: id }, caller);
      expect(await downloadText(test, url) === expectedNumbers(ROWS)).toBe(true);
    }
  }, 240_000);

  it('without a mark runs full in the middle of a file: the export waits and goes on at its checkpoint', async () => {
    await start(0);
    await disk.fillUpTo(MEGABYTE * 0.7);
    const { job } = await test.ask('start-export', exportRequest());

    await eventually(async () => isWaiting((await test.ask('get-job', { jobId: job.id })).job));
    await disk.makeRoom();
    await jobIn(test, job.id, 'ready', 90_000);

    const { url } = await test.ask('create-link', { jobId: job.id });
    expect(await downloadText(test, url) === expectedNumbers(ROWS)).toBe(true);
  }, 240_000);
});
