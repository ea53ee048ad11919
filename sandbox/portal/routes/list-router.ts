import { Router, type Request } from 'express';
import type { CardShelf } from '../build/create-card-shelf.ts';
import { listPage } from '../pages/list-page.ts';
import type { RecordReader } from '../records/create-record-reader.ts';
import { findObjectType } from '../records/object-types.ts';
import type { PageFrame } from './page-frame.ts';

export interface ListRouterOptions {
  portalId: number;
  frame: PageFrame;
  cards: CardShelf;
  reader: RecordReader;
}

const LIST_LIMIT = 25;
const MOST_FIRST = 200_000;

/** The lists of records, where people select some and choose an action of the app for them. */
export function listRouter(options: ListRouterOptions): Router {
  const { portalId, frame, reader } = options;
  const router = Router();

  router.get('/contacts/:portalId/objects/:objectTypeId', async (request, response, next) => {
    const type = findObjectType(request.params.objectTypeId);
    if (!type || request.params.portalId !== String(portalId)) return next();
    const [records, actions, isInstalled] = await Promise.all([reader.list(portalId, type.id, LIST_LIMIT), options.cards.listActions(type.name), reader.isInstalled(portalId)]);
    response.send(frame.page(request, type.plural, listPage({ portalId, type, records, actions: isInstalled ? actions : [] })));
  });

  router.get('/contacts/:portalId/objects/:objectTypeId/action', async (request, response, next) => {
    const type = findObjectType(request.params.objectTypeId);
    if (!type || request.params.portalId !== String(portalId)) return next();
    const { extension, displayMode, variables } = await options.cards.action(one(request, 'action'));
    const data = await frame.hostData(request, variables);
    if (!extension || !data.isInstalled) return void response.status(404).send(frame.notFound(request, 'No app of this portal has such an action.'));
    const selection = { objectTypeId: type.id, objectIds: await selectedIds(request, type.id) };
    response.send(frame.drawn(request, type.plural, { ...data, kind: 'bulk', typeName: type.plural, selection, displayMode, extension }));
  });

  /** Ticked ones, or the first so many, as "select all" would give them. */
  async function selectedIds(request: Request, objectTypeId: string): Promise<number[]> {
    const first = Number(one(request, 'first'));
    if (Number.isInteger(first) && first > 0) return reader.listIds(portalId, objectTypeId, Math.min(first, MOST_FIRST));
    return [request.query['id'] ?? []].flat().map(Number).filter(Number.isInteger);
  }

  return router;
}

function one(request: Request, name: string): string {
  const value = request.query[name];
  return typeof value === 'string' ? value : '';
}
