import { expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { announce } from '../../src/notices/index.ts';
import { eventually } from '../support/eventually.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { startWorkerProcess } from '../support/worker-process.ts';
import type { WorkerProcess } from '../support/worker-process.ts';

/** All of them in `npm run chaos`. */
const ENDED = process.env['CHAOS_KILLS'] === undefined ? 60 : 10_000;
const portalId = PortalId.parse('4711001');

it(`${ENDED} jobs that end at once are as many mails, each sent once, over two workers (F49)`, async () => {
  const test = await startTestApp({ works: false });
  const workers: WorkerProcess[] = [];
  try {
    await test.pretendInstalled('4711001');
    const { context } = test.app;
    const ids = await context.database.inPortal(portalId, (tx) => tx.$queryRaw<{ id: string }[]>`
      insert into jobs (id, portal_id, kind, state, lane, phase, title, user_id, user_email, request_id, request_sha256, created_at, finished_at, error)
      select gen_random_uuid(), ${BigInt(portalId)}, 'export', 'failed', 'background', 'reading', 'Numbers', '501', 'sam.seller@acme.example', 'request-' || n, '',
        clock_timestamp() - interval '1 hour', clock_timestamp(), '{"code":"source.refused","message":"It was refused.","fix":"Ask for access.","supportCode":"SR-1"}'::jsonb
      from generate_series(1, ${ENDED}::int) as n returning id`);
    for (let from = 0; from < ids.length; from += 20) {
      await context.database.inPortal(portalId, async (tx) => {
        for (const { id } of ids.slice(from, from + 20)) await announce(context, tx, await tx.job.findUniqueOrThrow({ where: { id } }), 'failed');
      });
    }
    const began = Date.now();
    for (let n = 0; n < 2; n += 1) workers.push(await startWorkerProcess(test.environment, { bundled: true }));
    const unsent = (): Promise<number> => context.database.inPortal(portalId, (tx) => tx.notice.count({ where: { channel: 'email', state: { not: 'sent' } } }));
    await eventually(async () => (await unsent()) === 0, 60_000 + ENDED * 250);
    console.log(`${ENDED} mails sent within ${Math.round((Date.now() - began) / 1_000)} s`);

    expect(test.mail.mails).toHaveLength(ENDED);
    expect(new Set(test.mail.mails.map(({ messageId }) => messageId)).size).toBe(ENDED);
  } finally {
    for (const worker of workers) await worker.kill();
    await test.close();
  }
}, 120_000 + ENDED * 300);
