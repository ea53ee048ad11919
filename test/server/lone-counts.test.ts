import { expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { exportRequest, jobIn } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import { POISON_WORLD_ROWS } from '../support/poison.ts';
import { SAM, startTestApp } from '../support/start-test-app.ts';
import { startWorkerProcess } from '../support/worker-process.ts';

it('what a job in a process of its own counts stands in the figures of its worker (S2.34, T66)', async () => {
  const test = await startTestApp({
    works: false, settings: { immediateRows: 0 },
    overrides: () => ({ sources: [numbersSource({ rows: POISON_WORLD_ROWS, parts: 1, batch: 100 })] }),
  });
  await test.pretendInstalled(SAM.portalId);
  const { id } = (await test.ask('start-export', exportRequest())).job;
  // What two workers leave that died of it.
  await test.app.context.database.inPortal(PortalId.parse(SAM.portalId), (tx) => tx.job.update({ where: { id }, data: { deaths: 2 } }));
  const port = await freePort();
  const worker = await startWorkerProcess(test.environment, { program: 'test/support/poison-worker.ts', settings: { METRICS_ADDR: String(port) } });
  try {
    await jobIn(test, id, 'ready', 40_000);

    const text = await eventually(async () => {
      const figures = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      return /^siderail_job_rows_total/m.test(figures) ? figures : null;
    });
    expect(text).toMatch(/^siderail_job_seconds_count\{kind="export",lane="background",state="ready"\} 1$/m);
    expect(text).toMatch(new RegExp(`^siderail_job_rows_total\\{kind="export",state="ready"\\} ${POISON_WORLD_ROWS}$`, 'm'));
  } finally {
    await worker.kill();
    await test.close();
  }
}, 90_000);
