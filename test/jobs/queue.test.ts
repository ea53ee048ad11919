import { expect, it } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../src/core/db/index.ts';
import type { Database } from '../../src/core/db/index.ts';
import type { Logger } from '../../src/core/log/logger.ts';
import { AppError } from '../../src/core/errors/index.ts';
import { deliverJob } from '../../src/deliveries/index.ts';
import { createQueue, defineJob } from '../../src/jobs/index.ts';
import type { Queue } from '../../src/jobs/index.ts';
import { sendNoticeJob } from '../../src/notices/index.ts';
import { eventually } from '../support/eventually.ts';
import { createTestDatabase } from '../support/test-database.ts';

const Payload = z.object({ name: z.string() });

it('lets a job that fails again and again wait, so that what came after it is done, and says so in the log (T66, F47)', async () => {
  const own = await createTestDatabase();
  const database = openDatabase({ url: own.url, max: 4, silentMs: 10_000, onError: () => undefined });
  const told: object[] = [];
  const note = (data: object): void => void told.push(data);
  const log = { debug: note, info: note, warn: note, error: note } as unknown as Logger;
  const queue = createQueue({ databaseUrl: own.url, pool: database.pool, supervise: true, log });
  const runs: string[] = [];
  const job = defineJob<z.infer<typeof Payload>, null>({
    queue: 'some-queue', payload: Payload, perWorker: 1,
    run: async (_context, { name }) => {
      runs.push(name);
      if (name === 'bad') throw new AppError('access.refused');
    },
  });
  try {
    await queue.start([job.queue]);
    await database.withoutPortal(async (tx) => {
      await queue.enqueue(tx, job, { name: 'bad' });
      await queue.enqueue(tx, job, { name: 'good' });
    });

    await queue.work(job, null);
    await eventually(() => runs.filter((name) => name === 'bad').length > 1 && runs.includes('good'));

    // The good one was not kept waiting by the second try of the bad one.
    expect(runs.slice(0, 3)).toEqual(['bad', 'good', 'bad']);
    expect(told[0]).toMatchObject({ queue: 'some-queue', code: 'access.refused' });
  } finally {
    await queue.stop(1_000);
    await database.close();
    await own.drop();
  }
});

/** A queue of its own on a database of its own, for as long as `use` takes. */
async function withQueue(use: (world: { readonly queue: Queue; readonly database: Database }) => Promise<void>, failed: () => void = () => undefined): Promise<void> {
  const own = await createTestDatabase();
  const database = openDatabase({ url: own.url, max: 4, silentMs: 10_000, onError: () => undefined });
  const silent = (): void => undefined;
  const queue = createQueue({ databaseUrl: own.url, pool: database.pool, supervise: true, log: { debug: silent, info: silent, warn: silent, error: failed } as unknown as Logger });
  try {
    await use({ queue, database });
  } finally {
    await queue.stop(1_000);
    await database.close();
    await own.drop();
  }
}

it('leaves a place to other accounts where one account’s deliveries wait for a system that does not answer (S3.3)', () => withQueue(async ({ queue, database }) => {
  const begun: string[] = [];
  const Hanging = z.object({ portalId: z.string(), name: z.string() });
  // The places are those of real deliveries.
  const { perWorker, perPortal } = deliverJob;
  const job = defineJob<z.infer<typeof Hanging>, null>({
    queue: 'some-queue', payload: Hanging, perWorker, ...(perPortal === undefined ? {} : { perPortal }),
    async run(_context, { portalId, name }, signal) {
      begun.push(name);
      if (portalId === '1') await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    },
  });
  await queue.start([job.queue]);
  await database.withoutPortal(async (tx) => {
    for (let n = 0; n < 5; n += 1) await queue.enqueue(tx, job, { portalId: '1', name: `hangs ${n}` });
    for (let n = 0; n < 3; n += 1) await queue.enqueue(tx, job, { portalId: '2', name: `answers ${n}` });
  });

  await queue.work(job, null);
  await eventually(() => begun.filter((name) => name.startsWith('answers')).length === 3);

  expect(begun.filter((name) => name.startsWith('hangs'))).toHaveLength(perWorker - 1);
}));

it('begins the mails of one worker evenly, twenty a second, however many wait (F49)', () => withQueue(async ({ queue, database }) => {
  const MAILS = 31;
  const begun: number[] = [];
  const Numbered = z.object({ n: z.number() });
  // The pace is that of real mails; all are taken from the queue at once, so that it is the pace alone that spreads them.
  const { perSecond } = sendNoticeJob;
  const job = defineJob<z.infer<typeof Numbered>, null>({
    queue: 'some-queue', payload: Numbered, perWorker: MAILS, ...(perSecond === undefined ? {} : { perSecond }),
    run: async () => void begun.push(performance.now()),
  });
  await queue.start([job.queue]);
  await database.withoutPortal(async (tx) => {
    for (let n = 0; n < MAILS; n += 1) await queue.enqueue(tx, job, { n });
  });

  await queue.work(job, null);
  await eventually(() => begun.length === MAILS);

  // Thirty steps of 50 ms. A timer may be a little early; a busy machine only makes it longer.
  expect(begun.at(-1)! - begun[0]!).toBeGreaterThan(30 * 50 - 100);
}));

it('tells the operator of no error that the next try solved (S4.25)', async () => {
  let errors = 0;
  await withQueue(async ({ queue, database }) => {
    let tries = 0;
    const job = defineJob<z.infer<typeof Payload>, null>({
      queue: 'some-queue', payload: Payload, perWorker: 1,
      run: async () => {
        tries += 1;
        if (tries === 1) throw new AppError('hubspot.unavailable');
      },
    });
    await queue.start([job.queue]);
    await database.withoutPortal((tx) => queue.enqueue(tx, job, { name: 'shaky' }));

    await queue.work(job, null);
    await eventually(() => tries === 2);
  }, () => { errors += 1; });

  expect(errors).toBe(0);
});
