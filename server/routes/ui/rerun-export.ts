import { RerunExportRequest } from '#contract';
import { createLink } from '../../../src/downloads/index.ts';
import { rerunExport, showJob } from '../../../src/exports/index.ts';
import { defineRoute } from './define-route.ts';

export const rerunExportRoute = defineRoute({
  name: 'rerun-export',
  request: RerunExportRequest,
  async handle(context, caller, request, signal) {
    const row = await rerunExport(context, caller, request, signal);
    const job = await context.database.inPortal(caller.portalId, (tx) => showJob(context, tx, row));
    const link = job.state === 'ready' && job.lane === 'immediate' ? await createLink(context, caller, job.id) : null;
    return { job, link };
  },
});
