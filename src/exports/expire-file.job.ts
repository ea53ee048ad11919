import { z } from 'zod';
import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { filePrefix } from '../files/index.ts';
import { defineJob, getJob } from '../jobs/index.ts';
import type { OtherCrashPoint } from './crash-points.ts';
import { dropChunks } from './drop-chunks.ts';
import { keptMs } from './partial/kept-ms.ts';
import { forgetValues } from './repair/repair-rows.store.ts';
import { deleteChunks, findArtifacts, markFileDeleted } from './exports.store.ts';

const Payload = z.object({ portalId: PortalId, jobId: z.uuid() });
type Payload = z.infer<typeof Payload>;

/** By then a worker that died has been missed, and one that was only stopped has put what it still had in hand. */
const SOON_MS = 600_000;

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
    const now = context.now();
    const over = artifact === undefined
      ? (job?.state === 'failed' || job?.state === 'cancelled') && (job.finishedAt?.getTime() ?? now) + keptMs(context.settings, job.state) <= now
      : artifact.expiresAt.getTime() <= now;
    if (!over) {
      if (job?.state === 'ready') await dropChunks(context, portalId, jobId);
      return;
    }
    const at: (point: OtherCrashPoint) => void = context.crashPoint;
    await context.files.deletePrefix(filePrefix(portalId, 'exports', jobId));
    at('expired-files-deleted');
    await context.database.inPortal(portalId, async (tx) => {
      await deleteChunks(tx, jobId);
      await forgetValues(tx, jobId);
      if (artifact !== undefined) await markFileDeleted(tx, jobId, new Date(now));
    });
    at('expiry-saved');
  },
});

/** Sees to it, in the transaction that ends an export with a file, that nothing else of it stays, and the file no longer than `keptMs`. */
export async function sweepLater(context: Context, tx: Tx, payload: Payload, keptMs: number): Promise<void> {
  await context.queue.enqueue(tx, expireFileJob, payload, { afterMs: SOON_MS });
  await context.queue.enqueue(tx, expireFileJob, payload, { afterMs: keptMs });
}
