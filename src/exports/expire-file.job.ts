import { z } from 'zod';
import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { filePrefix } from '../files/index.ts';
import { defineJob, getJob } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import type { OtherCrashPoint } from './crash-points.ts';
import { dropChunks } from './drop-chunks.ts';
import { deleteChunks, findArtifacts, markFileDeleted } from './exports.store.ts';
import type { Artifact } from './exports.store.ts';

const Payload = z.object({ portalId: PortalId, jobId: z.uuid() });
type Payload = z.infer<typeof Payload>;

const DAY_MS = 86_400_000;
/** By then a worker that died has been missed, and one that was only stopped has put what it still had in hand. */
const SOON_MS = 600_000;

/**
 * Deletes what an export leaves in the file store: its file once its time is over, the chunks that a failed one kept
 * for its retry, and soon after every end what workers left that died or woke too late. One that was retried
 * meanwhile has a time of its own and is left alone.
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
    if (!isOver(context, job, artifact, now)) {
      if (job?.state === 'ready') await dropChunks(context, portalId, jobId);
      return;
    }
    const at: (point: OtherCrashPoint) => void = context.crashPoint;
    await context.files.deletePrefix(filePrefix(portalId, 'exports', jobId));
    at('expired-files-deleted');
    await context.database.inPortal(portalId, async (tx) => {
      await deleteChunks(tx, jobId);
      if (artifact !== undefined) await markFileDeleted(tx, jobId, new Date(now));
    });
    at('expiry-saved');
  },
});

/** Sees to it, in the transaction that ends a job, that nothing of it stays: soon, and again when its time is over. */
export async function sweepLater(context: Context, tx: Tx, payload: Payload, keepMs: number | null): Promise<void> {
  await context.queue.enqueue(tx, expireFileJob, payload, { afterMs: SOON_MS });
  if (keepMs !== null) await context.queue.enqueue(tx, expireFileJob, payload, { afterMs: keepMs });
}

function isOver(context: Context, job: JobRow | null, artifact: Artifact | undefined, now: number): boolean {
  if (job?.state === 'cancelled') return true;
  if (artifact !== undefined) return artifact.expiresAt.getTime() <= now;
  return job?.state === 'failed' && (job.finishedAt?.getTime() ?? now) + context.settings.fileDays * DAY_MS <= now;
}
