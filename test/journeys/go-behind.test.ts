import { afterEach, expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { AppError } from '../../src/core/errors/index.ts';
import { runExportJob } from '../../src/exports/index.ts';
import { claimNext } from '../../src/jobs/line.store.ts';
import { exportRequest, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import type { TestApp } from '../support/start-test-app.ts';

const BATCH = 500;
const portalId = PortalId.parse('4711001');

let test: TestApp;
afterEach(() => test?.close());

/** Lets the first of two exports fail once at this row, and says whose turn is next when both may run. */
async function nextAfterFailureAt(row: number): Promise<'the same' | 'the other'> {
  const source = numbersSource({ rows: 4 * BATCH, parts: 1, batch: BATCH });
  source.beforeBatch = async (_part, from) => {
    if (from === row) throw new AppError('source.timeout');
  };
  test = await startNumbersApp(source, { works: false, settings: { immediateRows: 0 } });
  const [first, second] = [(await test.ask('start-export', exportRequest())).job.id, (await test.ask('start-export', exportRequest())).job.id];
  const claim = (): ReturnType<typeof claimNext> => claimNext(test.app.context.database, { portalCap: 4, newcomersOnly: false, leaseSeconds: 10 });
  const claimed = await claim();
  expect(claimed?.id).toBe(first);

  await runExportJob.run(test.app.context, claimed!, new AbortController().signal, new AbortController().signal);
  await test.app.context.database.inPortal(portalId, (tx) => tx.$executeRaw`update jobs set ready_at = clock_timestamp() where id = ${first}::uuid`);

  const next = (await claim())?.id;
  expect([first, second]).toContain(next);
  return next === first ? 'the same' : 'the other';
}

it('an export that had a place and came no row further lets its account’s others go first (S3.3)', async () => {
  expect(await nextAfterFailureAt(0)).toBe('the other');
});

it('an export that got on before it failed keeps its turn (S3.3)', async () => {
  expect(await nextAfterFailureAt(2 * BATCH)).toBe('the same');
});
