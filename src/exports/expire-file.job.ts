import { z } from 'zod';
import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { filePrefix } from '../files/index.ts';
import { defineJob, getJob, lockStopped } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import type { CrashPoint, OtherCrashPoint } from './crash-points.ts';
import { dropChunks } from './drop-chunks.ts';
import { fenceOf } from './fence-of.ts';
import { startAnew } from './forget/forget.store.ts';
import { keptMs } from './partial/kept-ms.ts';
import { forgetValues } from './repair/repair-rows.store.ts';
import { deleteChunks, findArtifacts, markFileDeleted } from './exports.store.ts';

const Payload = z.object({ portalId: PortalId, jobId: z.uuid() });
type Payload = z.infer<typeof Payload>;

/** By then a worker that died has been missed, and one that was only stopped has put what it still had in hand. */
const SOON_MS = 600_000;
/** The queue counts by the database's clock, the time that is over by the clock of whoever ended the export. */
const CLOCKS_DIFFER_MS = 300_000;

/**
 * Deletes what an export has left in the file store once its time is over: the file, or what a failed or
 * cancelled one had read; and soon after the end what workers left that died or woke too late. One that was taken up
 * again meanwhile has a time of its own and is left alone.
 */
export const expireFileJob = defineJob<Payload, Context>({
  queue: 'expire-file',
  payload: Payload,
  perWorker: 1,
  async run(context, { portalId, jobId }) {
    const { artifact, job } = await context.database.inPortal(portalId, async (tx) => ({
      artifact: (await findArtifacts(tx, [jobId])).get(jobId),
      job: await getJob(tx, jobId),
    }));
    const due = artifact?.expiresAt.getTime() ?? stoppedUntil(context, job);
    if (due === null) return;
    const earlyMs = due - context.now();
    if (earlyMs > 0) {
      if (job?.state === 'ready') await dropChunks(context, portalId, jobId);
      if (earlyMs <= CLOCKS_DIFFER_MS) await context.database.inPortal(portalId, (tx) => context.queue.enqueue(tx, expireFileJob, { portalId, jobId }, { afterMs: earlyMs }));
      return;
    }
    await (artifact === undefined ? deleteReading(context, { portalId, jobId }) : deleteFile(context, { portalId, jobId }));
  },
});

/** Until when what a stopped job has read is kept, epoch milliseconds; null for one that has not stopped. */
function stoppedUntil(context: Context, job: JobRow | null): number | null {
  if (job === null || (job.state !== 'failed' && job.state !== 'cancelled')) return null;
  return (job.finishedAt?.getTime() ?? context.now()) + keptMs(context.settings, job.state);
}

async function deleteFile(context: Context, { portalId, jobId }: Payload): Promise<void> {
  const at: (point: OtherCrashPoint) => void = context.crashPoint;
  await context.files.deletePrefix(filePrefix(portalId, 'exports', jobId));
  at('expired-files-deleted');
  await context.database.inPortal(portalId, async (tx) => {
    await deleteChunks(tx, jobId);
    await forgetValues(tx, jobId);
    await markFileDeleted(tx, jobId, new Date(context.now()));
  });
  at('expiry-saved');
}

/**
 * The checkpoint goes with the rows, and before the files: a retry must begin anew and never behind rows that are gone. A retry
 * that comes in between stores under a higher fence, and those files stay.
 */
async function deleteReading(context: Context, { portalId, jobId }: Payload): Promise<void> {
  const at: (point: CrashPoint | OtherCrashPoint) => void = context.crashPoint;
  const fence = await context.database.inPortal(portalId, async (tx) => {
    const job = await lockStopped(tx, jobId);
    const due = stoppedUntil(context, job);
    if (job === null || due === null || due > context.now()) return null;
    await startAnew(tx, jobId, 0);
    return job.fence;
  });
  if (fence === null) return;
  at('expiry-saved');
  for await (const { key } of context.files.list(filePrefix(portalId, 'exports', jobId))) {
    if ((fenceOf(key) ?? 0) > fence) continue;
    await context.files.delete(key);
    at('chunk-deleted');
  }
  at('expired-files-deleted');
}

/** Sees to it, in the transaction that ends an export with a file, that nothing else of it stays, and the file no longer than `keptMs`. */
export async function sweepLater(context: Context, tx: Tx, payload: Payload, keptMs: number): Promise<void> {
  await context.queue.enqueue(tx, expireFileJob, payload, { afterMs: SOON_MS });
  await context.queue.enqueue(tx, expireFileJob, payload, { afterMs: keptMs });
}
