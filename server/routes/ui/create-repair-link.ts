import { JobRequest } from '#contract';
import { leftOutRows, sealRepair } from '../../../src/exports/index.ts';
import { requireFileRight } from '../../../src/policies/index.ts';
import { defineRoute } from './define-route.ts';

/** Long enough to correct a list; the page gives nothing but keys and reasons. */
const LIFE_MS = 3_600_000;

export const createRepairLinkRoute = defineRoute({
  name: 'create-repair-link',
  request: JobRequest,
  async handle(context, caller, { jobId }, signal) {
    await context.database.inPortal(caller.portalId, (tx) => leftOutRows(tx, caller, jobId));
    await requireFileRight(context, caller, jobId, signal);
    const expiresAt = new Date(context.now() + LIFE_MS);
    return { url: `${context.settings.publicOrigin}/repairs/${await sealRepair(context.tokenKeys, { caller, jobId }, expiresAt)}`, expiresAt: expiresAt.toISOString() };
  },
});
