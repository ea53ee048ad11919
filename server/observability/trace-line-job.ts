import type { Context } from '../../src/context/index.ts';
import type { LineJob } from '../../src/jobs/index.ts';

/** The same job, each attempt of it a step of the click that made it. */
export function traceLineJob(job: LineJob<Context>): LineJob<Context> {
  return {
    ...job,
    run(context, row, signal, giveWay) {
      const about = { 'siderail.portal': String(row.portalId), 'siderail.job': row.id, 'siderail.attempt': row.attempts };
      return context.tracer.span(`job ${job.kind}`, about, () => job.run(context, row, signal, giveWay), row.traceParent);
    },
  };
}
