import { z } from 'zod';
import type { Context } from '../context/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { filePrefix } from '../files/index.ts';
import { defineJob, getJob } from '../jobs/index.ts';
import { keptMs } from './partial/kept-ms.ts';
import { deleteChunks, findArtifacts, markFileDeleted } from './exports.store.ts';

const Payload = z.object({ portalId: PortalId, jobId: z.uuid() });
type Payload = z.infer<typeof Payload>;

/**
 * Deletes what an export has left in the file store once its time is over: the file, or what a failed or
 * cancelled one had read. One that was taken up again meanwhile has a time of its own and is left alone.
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
    if (!over) return;
    await context.files.deletePrefix(filePrefix(portalId, 'exports', jobId));
    await context.database.inPortal(portalId, async (tx) => {
      await deleteChunks(tx, jobId);
      if (artifact !== undefined) await markFileDeleted(tx, jobId, new Date(now));
    });
  },
});
