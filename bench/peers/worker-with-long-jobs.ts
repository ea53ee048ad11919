import { setTimeout as delay } from 'node:timers/promises';
import { compose } from '../../server/compose.ts';
import { ownConfig } from '../../server/config.ts';
import { stopOnSignal } from '../../server/stop-on-signal.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { addProgress, holdLease, stepAside, workLine } from '../../src/jobs/index.ts';
import type { JobRow } from '../../src/jobs/index.ts';

/** A checkpoint as often as an export makes one at the latest. */
const CHECKPOINT_MS = 5_000;

/**
 * A worker with production's places and turns, whose jobs never end by themselves. One that is called `stubborn` cannot stop where
 * it is, like a database's snapshot that is being read; any other stops behind its next checkpoint when it is asked.
 */
const app = await compose(ownConfig(), 'worker');
const { context } = app;
const { workerSlots, portalJobs, leaseSeconds } = context.settings;

async function run(_context: unknown, job: JobRow, signal: AbortSignal, giveWay: AbortSignal): Promise<void> {
  const portalId = PortalId.parse(String(job.portalId));
  const lease = holdLease({ database: context.database, portalId, jobId: job.id, fence: job.fence, leaseSeconds, signal, now: context.now });
  try {
    while (!lease.signal.aborted) {
      // The batch that is being read ends where it is, as with HubSpot's pages.
      await delay(CHECKPOINT_MS, undefined, { signal: job.title === 'stubborn' ? lease.signal : AbortSignal.any([lease.signal, giveWay]) }).catch(() => undefined);
      await lease.write((tx) => addProgress(tx, job.id, 1));
      if (!giveWay.aborted || job.title === 'stubborn') continue;
      await lease.write((tx) => stepAside(tx, job.id, { code: 'gave-way', message: 'Others first.', fix: 'Nothing to do.' }));
      return;
    }
  } catch {
    // Cancelled: the round is over.
  } finally {
    lease.release();
  }
}

const line = workLine(context, [{ kind: 'export', run, putAside: async () => undefined }], { slots: workerSlots, portalCap: portalJobs, leaseSeconds });
process.stdout.write('worker ready\n');
stopOnSignal(async () => {
  await line.stop(1_000);
  await app.close();
});
