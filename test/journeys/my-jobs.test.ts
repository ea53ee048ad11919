import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { exportRequest, jobIn, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import { SAM } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';

const MANY = 10_000;
const EVE = { portalId: '4711002', userId: '601', userEmail: 'eve@other.example' };
let test: TestApp;
beforeAll(async () => {
  test = await startNumbersApp(numbersSource({ rows: 10, parts: 1, batch: 10 }));
  await test.pretendInstalled(EVE.portalId);
});
afterAll(async () => test?.close());

/** Ended long ago, one a minute, the newest first in the list. */
async function rememberJobs(count: number, userId: string): Promise<void> {
  const { database } = test.app.context;
  await database.inPortal(PortalId.parse(SAM.portalId), (tx) => tx.$executeRaw`
    insert into jobs (id, portal_id, kind, state, lane, phase, title, user_id, user_email, request_id, request_sha256, created_at, finished_at)
    select gen_random_uuid(), ${BigInt(SAM.portalId)}, 'export', 'cancelled', 'background', 'reading', 'Orders ' || n, ${userId}, 'sam.seller@acme.example',
      gen_random_uuid()::text, '', now() - make_interval(days => 1, mins => n), now() - make_interval(days => 1, mins => n)
    from generate_series(1, ${count}::integer) n`);
}

describe('my exports', () => {
  it('say of each job the same as when it is asked for alone, whatever became of it', async () => {
    const { job } = await test.ask('start-export', exportRequest());
    await jobIn(test, job.id, 'ready');

    const { jobs } = await test.ask('list-jobs', {});

    expect(jobs).toEqual([(await test.ask('get-job', { jobId: job.id })).job]);
  });

  it(`of which there are ${MANY} come in pages below a megabyte, each job once, newest first, and never another person’s (S0.15)`, async () => {
    await rememberJobs(MANY, SAM.userId);
    await rememberJobs(3, 'somebody-else');
    const seen: string[] = [];
    let before: string | undefined;
    for (let page = 0; page < 3; page += 1) {
      const answer = await test.ask('list-jobs', before === undefined ? {} : { before });
      expect(JSON.stringify(answer).length).toBeLessThan(1_000_000);
      expect(answer.older).toBe(true);
      seen.push(...answer.jobs.map(({ id }) => id));
      before = answer.jobs.at(-1)!.id;
    }
    const last = await test.app.context.database.inPortal(PortalId.parse(SAM.portalId), (tx) => tx.job.findMany({ where: { userId: SAM.userId }, orderBy: { createdAt: 'desc' }, take: 150, select: { id: true } }));

    expect(seen).toEqual(last.map(({ id }) => id));
  });

  it('behind another person’s or another portal’s job are none, as behind one that never was (T13)', async () => {
    const { jobs } = await test.ask('list-jobs', {});
    const asEve = await test.call('list-jobs', { before: jobs[0]!.id }, EVE);
    const unknown = await test.call('list-jobs', { before: randomUUID() }, EVE);

    expect(asEve).toEqual(unknown);
    expect(asEve.reply).toEqual({ ok: true, data: { jobs: [], older: false } });
    expect((await test.ask('list-jobs', { before: randomUUID() })).jobs).toEqual([]);
  });
});
