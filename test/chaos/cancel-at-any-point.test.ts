import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { CRASH_POINTS, expireFileJob } from '../../src/exports/index.ts';
import { filePrefix } from '../../src/files/index.ts';
import { eventually } from '../support/eventually.ts';
import { startChaosWorld } from './support/chaos-world.ts';
import type { ChaosWorld, StartedExport } from './support/chaos-world.ts';

const DAY_MS = 86_400_000;
/** Where the file is as good as there: whoever cancels now hears that the job has ended. */
const TOO_LATE = ['job-ending', 'job-ended', 'chunk-deleted', 'chunks-deleted'];
const POINTS = CRASH_POINTS.filter((point) => !point.endsWith('part-sent') && point !== 'orphan-deleted');

let world: ChaosWorld;
beforeAll(async () => {
  world = await startChaosWorld({ rows: 500, leaseSeconds: 30 });
});
afterAll(async () => world?.close());

/** Whether a statement waits for a row that somebody else's transaction holds. */
async function somebodyWaits(): Promise<boolean> {
  const { rowCount } = await world.test.app.context.database.pool.query(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and wait_event in ('transactionid', 'tuple')`);
  return rowCount !== 0;
}

/** What lies in the file store of this export once all times are over. */
async function filesInTheEnd({ jobId, kind }: StartedExport): Promise<string[]> {
  const { context } = world.test.app;
  const portalId = PortalId.parse(kind.caller.portalId);
  const later = { ...context, now: () => Date.now() + 30 * DAY_MS };
  await expireFileJob.run(later, { portalId, jobId }, AbortSignal.timeout(60_000));
  const found: string[] = [];
  for await (const file of context.files.list(filePrefix(portalId, 'exports', jobId))) found.push(file.key);
  return found;
}

describe('an export cancelled while its worker is', () => {
  it.each(POINTS)('at "%s" comes to an end and leaves no file and no mail, unless it was done (F14)', async (point) => {
    const { test } = world;
    const kind = world.orders[0]!;
    const worker = await world.worker({ settings: { STOP_AT: point } });
    try {
      const started = await world.start(kind);
      await worker.said('stopped');
      // Inside a transaction the worker holds the job's row, and the click waits for it.
      let answered = false;
      const cancelling = test.call('cancel-job', { jobId: started.jobId }, kind.caller).finally(() => { answered = true; });
      await eventually(async () => answered || (await somebodyWaits()));
      worker.child.kill('SIGCONT');

      const { reply } = await cancelling;
      const ended = await eventually(async () => {
        const { job } = await test.ask('get-job', { jobId: started.jobId }, kind.caller);
        return job.state === 'queued' || job.state === 'running' ? null : job;
      }, 60_000);
      expect([reply.ok, ended.state]).toEqual(TOO_LATE.includes(point) ? [false, 'ready'] : [true, 'cancelled']);
      if (ended.state === 'cancelled') expect(ended.notices.map(({ channel }) => channel)).not.toContain('email');
      await worker.kill();
      expect(await filesInTheEnd(started)).toEqual([]);
    } finally {
      await worker.kill();
    }
  }, 180_000);
});
