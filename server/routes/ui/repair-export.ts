import { RepairExportRequest } from '#contract';
import { createLink } from '../../../src/downloads/index.ts';
import { showJob, startRepair } from '../../../src/exports/index.ts';
import { defineRoute } from './define-route.ts';

export const repairExportRoute = defineRoute({
  name: 'repair-export',
  request: RepairExportRequest,
  async handle(context, caller, request, signal) {
    const row = await startRepair(context, caller, request, signal);
    const job = await context.database.inPortal(caller.portalId, (tx) => showJob(context, tx, row));
    const link = job.state === 'ready' && job.lane === 'immediate' ? await createLink(context, caller, job.id) : null;
    return { job, link };
  },
});
