import { expect, it } from 'vitest';
import { addConnection } from '../../src/connections/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { exportRequest, jobIn, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';

it('an export that is reading stops at its next checkpoint when an admin switches its connection off, and says which (S1.1)', async () => {
  const portalId = PortalId.parse('4711001');
  const source = Object.assign(numbersSource({ rows: 40_000, parts: 1, batch: 100, secondsEach: 1 }), { key: 'numbers' });
  const test = await startNumbersApp(source);
  try {
    await addConnection(test.app.context, portalId, { key: 'erp', name: 'ERP', sourceKey: 'numbers', config: {} });
    let switched = 0;
    source.beforeBatch = async (_part, from) => {
      if (from !== 300) return;
      await test.app.context.database.inPortal(portalId, (tx) => tx.connection.updateMany({ data: { disabledAt: new Date() } }));
      switched = source.reads.length;
    };
    const request = exportRequest();
    const { job } = await test.ask('start-export', { ...request, query: { ...request.query, tableId: 'erp:numbers@record' } });

    expect((await jobIn(test, job.id, 'failed')).error).toMatchObject({ code: 'connection.disabled', message: expect.stringContaining('“ERP”') });
    expect(switched).toBe(3);
    // The stretch that was on its way is read to its end; the 400 batches of the table are not.
    expect(source.reads.length).toBeLessThan(300);
  } finally {
    await test.close();
  }
});
