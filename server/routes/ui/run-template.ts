import { RunTemplateRequest } from '#contract';
import { createLink } from '../../../src/downloads/index.ts';
import { showJob } from '../../../src/exports/index.ts';
import { runTemplate } from '../../../src/templates/index.ts';
import { defineRoute } from './define-route.ts';

export const runTemplateRoute = defineRoute({
  name: 'run-template',
  request: RunTemplateRequest,
  async handle(context, caller, request, signal) {
    const row = await runTemplate(context, caller, request, signal);
    const job = await context.database.inPortal(caller.portalId, (tx) => showJob(context, tx, row));
    const link = job.state === 'ready' && job.lane === 'immediate' ? await createLink(context, caller, job.id) : null;
    return { job, link };
  },
});
