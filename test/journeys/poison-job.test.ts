import { expect, it } from 'vitest';
import { startWorking } from '../../server/start-working.ts';
import { sendNoticeJob } from '../../src/notices/index.ts';
import { eventually } from '../support/eventually.ts';
import { exportRequest, jobIn, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';

it('ends an export that took its worker down eight times without a row of progress, says so, and makes the next one (T66)', async () => {
  const test = await startNumbersApp(numbersSource({ rows: 20_000, parts: 2, batch: 500 }), { works: false });
  try {
    const poison = (await test.ask('start-export', exportRequest())).job.id;
    const good = (await test.ask('start-export', exportRequest())).job.id;
    // What eight workers leave that died before they could say anything.
    await test.app.context.database.inPortal(PortalId.parse('4711001'), (tx) => tx.job.update({ where: { id: poison }, data: { attempts: 8 } }));

    const line = await startWorking(test.app.context);
    try {
      expect((await jobIn(test, poison, 'failed')).error).toMatchObject({ code: 'job.attempts_exhausted', supportCode: expect.any(String) });
      await jobIn(test, good, 'ready');
    } finally {
      await line.stop(2_000);
    }
  } finally {
    await test.close();
  }
});

it('gives up a mail whose workers did not survive it, shows its owner that it failed and stops trying (T66)', async () => {
  const test = await startNumbersApp(numbersSource({ rows: 2_500, parts: 1, batch: 500 }));
  const { context } = test.app;
  const portalId = PortalId.parse('4711001');
  try {
    const { job } = await test.ask('start-export', exportRequest());
    await jobIn(test, job.id, 'ready');
    const mail = (): Promise<{ id: string; state: string } | null> => context.database.inPortal(portalId, (tx) => tx.notice.findFirst({ where: { jobId: job.id, channel: 'email' }, select: { id: true, state: true } }));
    const poison = (await eventually(async () => { const found = await mail(); return found?.state === 'sent' ? found : null; })).id;
    // As if it had not gone out, and five workers had died of it.
    await context.database.inPortal(portalId, async (tx) => {
      await tx.notice.update({ where: { id: poison }, data: { state: 'pending' } });
      await context.queue.enqueue(tx, sendNoticeJob, { portalId, noticeId: poison }, { afterMs: 600_000 });
    });
    const { rows } = await context.database.pool.query<{ id: string }>(`update pgboss.job set retry_count = 5, start_after = now() where name = 'send-notice' and data->>'noticeId' = $1 and state = 'created' returning id`, [poison]);
    await context.database.pool.query('insert into queue_deaths (queue_job, starts) values ($1, 5)', [rows[0]!.id]);

    await eventually(async () => (await mail())?.state === 'failed');
    expect(test.mail.mails).toHaveLength(1);
    await eventually(async () => (await context.database.pool.query('select from queue_deaths')).rowCount === 0);
  } finally {
    await test.close();
  }
});
