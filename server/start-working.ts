import type { Context } from '../src/context/index.ts';
import { traceLineJob } from './observability/trace-line-job.ts';
import { workLine } from '../src/jobs/index.ts';
import type { LineWorker, RunAlone } from '../src/jobs/index.ts';
import { jobs, lineJobs } from '../src/registry.ts';
import { workWebhooks } from '../src/webhooks/index.ts';
import { workWorkflows } from '../src/workflows/index.ts';

/**
 * Makes this process a worker: it takes jobs from the line and the queue until it is stopped. The queue has been started.
 * Without `runAlone` it also runs jobs itself that others did not survive.
 */
export async function startWorking(context: Context, runAlone?: RunAlone): Promise<LineWorker> {
  for (const job of jobs) await context.queue.work(job, context);
  const { workerSlots, portalJobs, leaseSeconds } = context.settings;
  const webhooks = workWebhooks(context);
  const workflows = workWorkflows(context);
  const line = workLine(context, lineJobs.map(traceLineJob), { slots: workerSlots, portalCap: portalJobs, leaseSeconds, ...(runAlone === undefined ? {} : { runAlone }) });
  return {
    async stop(graceMs) {
      await Promise.all([line.stop(graceMs), webhooks.stop(graceMs), workflows.stop(graceMs)]);
    },
  };
}
