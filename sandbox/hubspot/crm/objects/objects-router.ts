import express, { Router, type Request, type Response } from 'express';
import type { Context } from '../../context.ts';
import { callerOf, requireScope } from '../../http/caller.ts';
import { partialStatus } from '../../http/known-version.ts';
import { pathParam } from '../../http/parse.ts';
import { sendJson, sendJsonText } from '../../http/send.ts';
import { listAssociations } from '../associations/list-associations.ts';
import { objectTypeOf } from '../object-types.ts';
import { searchRecords } from '../search/search-records.ts';
import { batchRead } from './batch-read.ts';
import { listRecords } from './list-records.ts';
import { readRecord } from './read-record.ts';

/** The reading half of /crm/objects/{version}/{type}. */
export function objectsRouter(ctx: Context): Router {
  const router = Router({ mergeParams: true });
  const json = express.json({ limit: '2mb' });
  router.get('/:type', async (req, res) => {
    const { portalId, type } = reader(req, res);
    sendJsonText(res, 200, await listRecords(ctx, portalId, type, req.query, `${req.baseUrl}${req.path}`));
  });
  router.post('/:type/search', json, async (req, res) => {
    const { portalId, type } = reader(req, res);
    sendJsonText(res, 200, await searchRecords(ctx, portalId, type, req.body));
  });
  router.post('/:type/batch/read', json, async (req, res) => {
    const { portalId, type } = reader(req, res);
    const { text, complete } = await batchRead(ctx, portalId, type, req.body, req.query['archived'] === 'true');
    sendJsonText(res, complete ? 200 : partialStatus(req), text);
  });
  router.get('/:type/:id', async (req, res) => {
    const { portalId, type } = reader(req, res);
    sendJsonText(res, 200, await readRecord(ctx, portalId, type, pathParam(req, 'id'), req.query));
  });
  router.get('/:type/:id/associations/:toType', async (req, res) => {
    const { portalId, type } = reader(req, res);
    const to = objectTypeOf(pathParam(req, 'toType'));
    requireScope(callerOf(res), to.readScopes);
    const id = /^\d{1,18}$/.test(pathParam(req, 'id')) ? pathParam(req, 'id') : '0';
    sendJson(res, 200, await listAssociations(ctx, portalId, type, id, to, req.query));
  });
  return router;
}

function reader(req: Request, res: Response) {
  const caller = callerOf(res);
  const type = objectTypeOf(pathParam(req, 'type'));
  requireScope(caller, type.readScopes);
  return { portalId: caller.portalId, type };
}
