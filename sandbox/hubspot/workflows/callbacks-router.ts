import express, { Router } from 'express';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { callerOf, requireScope } from '../http/caller.ts';
import { parseInput, pathParam } from '../http/parse.ts';
import { invalid, notFound } from '../http/problems.ts';
import type { Refused } from './create-runner.ts';

const one = z.object({ outputFields: z.record(z.string(), z.unknown()) });
const batch = z.object({ inputs: z.array(one.extend({ callbackId: z.string() })).min(1).max(100) });

/** POST /automation/actions/callbacks/{version}/{callbackId}/complete and, for several, /complete. */
export function callbacksRouter(ctx: Context): Router {
  const router = Router({ mergeParams: true });
  router.use(express.json({ limit: '1mb' }));
  router.post('/complete', (req, res) => {
    const caller = callerOf(res);
    requireScope(caller, ['automation']);
    const { inputs } = parseInput(batch, req.body);
    const refused = inputs.map(({ callbackId, outputFields }) => ctx.workflows.complete(caller.portalId, callbackId, outputFields)).filter((why) => why !== null);
    if (refused.length > 0) throw problemOf(refused[0]!);
    res.status(204).end();
  });
  router.post('/:callbackId/complete', (req, res) => {
    const caller = callerOf(res);
    requireScope(caller, ['automation']);
    const refused = ctx.workflows.complete(caller.portalId, pathParam(req, 'callbackId'), parseInput(one, req.body).outputFields);
    if (refused !== null) throw problemOf(refused);
    res.status(204).end();
  });
  return router;
}

function problemOf(why: Refused): Error {
  return why === 'unknown' ? notFound('callback not found') : invalid(why === 'ended' ? 'This callback was completed or has expired' : 'Invalid output fields');
}
