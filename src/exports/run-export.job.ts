import { z } from 'zod';
import type { Context } from '../context/index.ts';
import { AppError, toAppError } from '../core/errors/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { backoff, claimJob, defineJob, getJob, requeueJob } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { endExport } from './end-export.ts';
import { executeExport } from './execute-export.ts';

const Payload = z.object({ portalId: PortalId, jobId: z.uuid() });
type Payload = z.infer<typeof Payload>;

/** Attempts without any progress after which a job is given up: it would only take a worker down again (T66). */
const MAX_ATTEMPTS = 8;

/** Takes an export up wherever it stands. Safe to be started twice: the lease decides who works. */
export const runExportJob = defineJob<Payload, Context>({
  queue: 'run-export',
  payload: Payload,
  perWorker: 4,
  async run(context, { portalId, jobId }, signal) {
    const claimed = await context.database.inPortal(portalId, (tx) => claimJob(tx, jobId, context.settings.leaseSeconds));
    if (claimed === null) return comeBackLater(context, portalId, jobId);

    if (claimed.attempts > MAX_ATTEMPTS) return endExport(context, claimed, new AppError('job.attempts_exhausted'));
    try {
      await executeExport(context, claimed, 'background', signal);
    } catch (thrown) {
      await settle(context, claimed, thrown, signal);
    }
  },
});

/** A refused claim: the job has ended, or a lease is alive. The second may be a dead worker's, so look again behind it. */
async function comeBackLater(context: Context, portalId: PortalId, jobId: string): Promise<void> {
  await context.database.inPortal(portalId, async (tx) => {
    const job = await getJob(tx, jobId);
    if (job?.state !== 'running' && job?.state !== 'queued') return;
    await context.queue.enqueue(tx, runExportJob, { portalId, jobId }, { afterMs: context.settings.leaseSeconds * 1000 });
  });
}

async function settle(context: Context, job: JobRow, thrown: unknown, signal: AbortSignal): Promise<void> {
  const portalId = PortalId.parse(String(job.portalId));
  const error = toAppError(thrown);
  if (error.code === 'job.lease_lost') return;
  if (error.code === 'job.cancelled') return endExport(context, job, error);
  if (signal.aborted) {
    // This process is stopping: hand the job back at once, whatever error the stop has caused.
    await giveBack(context, job, portalId, 0);
    return;
  }
  if (error.retry === 'never' || job.attempts >= MAX_ATTEMPTS) return endExport(context, job, error);

  const waitMs = backoff(error.retry, job.attempts, context.random);
  context.log.warn({ portalId, jobId: job.id, attempt: job.attempts, code: error.code, err: error.cause, waitMs }, 'export will be tried again');
  await giveBack(context, job, portalId, waitMs);
}

async function giveBack(context: Context, job: JobRow, portalId: PortalId, afterMs: number): Promise<void> {
  await context.database.inPortal(portalId, async (tx) => {
    const current = await getJob(tx, job.id);
    if (current?.state !== 'running' || current.fence !== job.fence) return;
    await requeueJob(tx, job.id);
    await context.queue.enqueue(tx, runExportJob, { portalId, jobId: job.id }, { afterMs });
  });
}
