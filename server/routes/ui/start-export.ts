import { StartExportRequest } from '#contract';
import { createLink } from '../../../src/downloads/index.ts';
import { showJob, startExport } from '../../../src/exports/index.ts';
import { defineRoute } from './define-route.ts';

export const startExportRoute = defineRoute({
  name: 'start-export',
  request: StartExportRequest,
  async handle(context, caller, request, signal) {
    const row = await startExport(context, caller, request, signal);
    const job = await context.database.inPortal(caller.portalId, (tx) => showJob(context, tx, row));
    const link = job.state === 'ready' && job.lane === 'immediate' ? await createLink(context, caller, job.id) : null;
    return { job, link };
  },
});
