import { getJob } from '../../src/jobs/index.ts';
import { jobs, lineJobs } from '../../src/registry.ts';
import type { App } from '../compose.ts';
import { traceLineJob } from '../observability/trace-line-job.ts';
import { stopOnSignal } from '../stop-on-signal.ts';
import type { LoneJob } from './read-lone-job.ts';
import { say } from './say.ts';
import type { LoneWord } from './say.ts';

/** Long enough to give a job back, as for a whole worker. */
const GRACE_MS = 5_000;

/** Runs the one job this process was started for and ends the process. Without the worker that started it, it ends at once. */
export async function runLoneJob({ context, close }: App, [, portalId, jobId, fence]: LoneJob): Promise<void> {
  const [stopping, giveWay] = [new AbortController(), new AbortController()];
  process.on('disconnect', () => process.exit(1));
  process.on('message', (word: LoneWord) => { if (word === 'give-way') giveWay.abort(); });
  // The end of one job puts others in the queue, so it must know them.
  await context.queue.start(jobs.map((job) => job.queue));
  const job = await context.database.inPortal(portalId, (tx) => getJob(tx, jobId));
  const definition = lineJobs.map(traceLineJob).find(({ kind }) => kind === job?.kind);
  const done = job?.fence !== fence || definition === undefined ? Promise.resolve() : say('begun').then(() => definition.run(context, job, stopping.signal, giveWay.signal));

  stopOnSignal(async () => {
    stopping.abort(new Error('worker is stopping'));
    await Promise.race([done, new Promise<void>((resolve) => setTimeout(resolve, GRACE_MS).unref())]);
    await say('settled');
  });
  // A job that throws was left to its lease, and its process is alive.
  await done.catch((err: unknown) => context.log.error({ err, jobId }, 'a job was left to its lease'));
  await say('settled');
  await context.queue.stop(1_000);
  await close();
  process.exit(0);
}
