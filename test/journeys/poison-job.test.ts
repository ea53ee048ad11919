import { expect, it } from 'vitest';
import { startWorking } from '../../server/start-working.ts';
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
