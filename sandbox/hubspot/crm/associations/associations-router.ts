import express, { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { callerOf, requireScope } from '../../http/caller.ts';
import { recordId } from '../../http/inputs.ts';
import { partialStatus } from '../../http/known-version.ts';
import { parseInput, pathParam } from '../../http/parse.ts';
import { sendJson } from '../../http/send.ts';
import { withTransaction } from '../../storage/with-transaction.ts';
import { linkChanges } from '../../webhooks/link-changes.ts';
import { objectTypeOf } from '../object-types.ts';
import { typesBetween } from './association-types.ts';
import { batchReadAssociations } from './batch-read-associations.ts';
import { associate, defaultType } from './write-associations.ts';

const pairs = z.object({
  inputs: z.array(z.object({ from: z.object({ id: recordId }), to: z.object({ id: recordId }) })).min(1).max(2000),
});

/** /crm/associations/{version}/{from}/{to}: batch read, batch default links, labels. */
export function associationsRouter(ctx: Context): Router {
  const router = Router({ mergeParams: true });
  const json = express.json({ limit: '2mb' });
  router.post('/:from/:to/batch/read', json, async (req, res) => {
    const { portalId, from, to } = pairOf(req, res, 'readScopes');
    const answer = await batchReadAssociations(ctx, portalId, from, to, req.body);
    sendJson(res, answer.errors ? partialStatus(req) : 200, answer);
  });
  router.post('/:from/:to/batch/associate/default', json, async (req, res) => {
    const { portalId, from, to } = pairOf(req, res, 'writeScopes');
    const { inputs } = parseInput(pairs, req.body);
    const type = defaultType(from, to);
    await withTransaction(ctx.pool, async (tx) => {
      for (const input of inputs) {
        await associate(tx, { portalId, from, fromId: input.from.id, to, toId: input.to.id }, [type], 'add');
      }
    });
    await ctx.webhooks.tell(portalId, inputs.flatMap((input) => linkChanges({ from: from.id, fromId: input.from.id, to: to.id, toId: input.to.id }, false)), 'INTEGRATION');
    const results = inputs.map((input) => ({ ...input, associationSpec: { associationCategory: type.category, associationTypeId: type.typeId } }));
    const at = new Date(ctx.now()).toISOString();
    sendJson(res, 200, { status: 'COMPLETE', results, startedAt: at, completedAt: at });
  });
  router.get('/:from/:to/labels', (req, res) => {
    const { from, to } = pairOf(req, res, 'readScopes');
    sendJson(res, 200, { results: typesBetween(from.id, to.id).map(({ category, typeId, label }) => ({ category, typeId, label })) });
  });
  return router;
}

function pairOf(req: Request, res: Response, scopes: 'readScopes' | 'writeScopes') {
  const caller = callerOf(res);
  const from = objectTypeOf(pathParam(req, 'from'));
  const to = objectTypeOf(pathParam(req, 'to'));
  requireScope(caller, from[scopes]);
  requireScope(caller, to.readScopes);
  return { portalId: caller.portalId, from, to };
}
