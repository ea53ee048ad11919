import { Router } from 'express';
import { callerOf, requireScope } from '../http/caller.ts';
import { pathParam } from '../http/parse.ts';
import { sendJson } from '../http/send.ts';
import { objectTypeOf } from './object-types.ts';
import { pipelines } from './pipelines.ts';

/** GET /crm/pipelines/{version}/{type}: stages with their labels. */
export function pipelinesRouter(): Router {
  const router = Router({ mergeParams: true });
  router.get('/:type', (req, res) => {
    const type = objectTypeOf(pathParam(req, 'type'));
    requireScope(callerOf(res), type.readScopes);
    const pipeline = pipelines[type.id];
    const results = pipeline ? [{
      ...pipeline, displayOrder: 0, archived: false,
      stages: pipeline.stages.map((stage, displayOrder) => ({ ...stage, displayOrder, archived: false })),
    }] : [];
    sendJson(res, 200, { results });
  });
  return router;
}
