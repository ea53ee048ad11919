import express, { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { callerOf, requireScope } from '../../http/caller.ts';
import { partialStatus, type ApiVersion } from '../../http/known-version.ts';
import { parseInput, pathParam } from '../../http/parse.ts';
import { notFound } from '../../http/problems.ts';
import { sendJson, sendJsonText } from '../../http/send.ts';
import { linkChanges } from '../../webhooks/link-changes.ts';
import { associate, defaultType, dissociate, namedTypes, typeList } from '../associations/write-associations.ts';
import { objectTypeOf } from '../object-types.ts';
import { resolveIds } from '../objects/resolve-ids.ts';
import { archiveRecord } from './archive-record.ts';
import { archiveBody, batchCreate, batchUpdate, batchUpsert, type BatchAnswer } from './batch-write.ts';
import { eraseBody, eraseRecord } from './erase-record.ts';
import { createInput, createRecord, propertyInput } from './create-record.ts';
import { readWritten } from './read-written.ts';
import { updateRecord } from './update-record.ts';
import { write } from './write.ts';
import type { Writer } from './writer.ts';

const patchBody = z.object({ properties: propertyInput });
const patchQuery = z.object({ idProperty: z.string().optional() });

/** The writing half of /crm/objects/{version}/{type}. Every request is one transaction. */
export function writeRouter(ctx: Context): Router {
  const router = Router({ mergeParams: true });
  const json = express.json({ limit: '5mb' });

  const inTransaction = <Result>(req: Request, res: Response, work: (writer: Writer) => Promise<Result>) => {
    const caller = callerOf(res);
    const type = objectTypeOf(pathParam(req, 'type'));
    requireScope(caller, type.writeScopes);
    const version: ApiVersion = pathParam(req, 'version') === '2026-09' ? '2026-09' : '2026-03';
    return write(ctx, { portalId: caller.portalId, type, version, source: 'INTEGRATION' }, work);
  };
  const batch = (work: (writer: Writer, body: unknown) => Promise<BatchAnswer>, success: number) => async (req: Request, res: Response) => {
    const { text, complete } = await inTransaction(req, res, (writer) => work(writer, req.body));
    sendJsonText(res, complete ? success : partialStatus(req), text);
  };

  router.post('/:type', json, async (req, res) => {
    const text = await inTransaction(req, res, async (writer) => {
      const input = parseInput(createInput, req.body);
      const id = await createRecord(writer, input);
      return (await readWritten(writer, [id], Object.keys(input.properties))).get(id) ?? '{}';
    });
    sendJsonText(res, 201, text);
  });
  router.post('/:type/gdpr-delete', json, async (req, res) => {
    await inTransaction(req, res, async (writer) => {
      const { objectId } = parseInput(eraseBody, req.body);
      if (writer.type.id !== '0-1' || !await eraseRecord(writer, objectId)) throw notFound();
    });
    res.status(204).send();
  });
  router.post('/:type/batch/create', json, batch(batchCreate, 201));
  router.post('/:type/batch/update', json, batch(batchUpdate, 200));
  router.post('/:type/batch/upsert', json, batch(batchUpsert, 200));
  router.post('/:type/batch/archive', json, async (req, res) => {
    await inTransaction(req, res, async (writer) => {
      for (const { id } of parseInput(archiveBody, req.body).inputs) await archiveRecord(writer, id);
    });
    res.status(204).send();
  });
  router.patch('/:type/:id', json, async (req, res) => {
    const text = await inTransaction(req, res, async (writer) => {
      const { properties } = parseInput(patchBody, req.body);
      const { idProperty } = parseInput(patchQuery, req.query);
      const key = pathParam(req, 'id');
      const id = (await resolveIds(writer.tx, writer.portalId, writer.type, writer.known, [key], idProperty)).get(key);
      if (id === undefined || !await updateRecord(writer, id, properties)) throw notFound();
      return (await readWritten(writer, [id], Object.keys(properties))).get(id) ?? '{}';
    });
    sendJsonText(res, 200, text);
  });
  router.delete('/:type/:id', async (req, res) => {
    await inTransaction(req, res, async (writer) => {
      const id = pathParam(req, 'id');
      if (!/^\d{1,18}$/.test(id) || !await archiveRecord(writer, id)) throw notFound();
    });
    res.status(204).send();
  });
  router.put('/:type/:id/associations/default/:toType/:toId', async (req, res) => {
    const spec = await inTransaction(req, res, async (writer) => {
      const type = defaultType(writer.type, targetType(req, res));
      const pair = pairOf(req, res, writer);
      await associate(writer.tx, pair, [type], 'add');
      writer.changes.push(...linkChanges({ ...pair, from: pair.from.id, to: pair.to.id }, false));
      return { associationCategory: type.category, associationTypeId: type.typeId };
    });
    const at = new Date(ctx.now()).toISOString();
    const result = { from: { id: pathParam(req, 'id') }, to: { id: pathParam(req, 'toId') }, associationSpec: spec };
    sendJson(res, 200, { status: 'COMPLETE', results: [result], startedAt: at, completedAt: at });
  });
  router.put('/:type/:id/associations/:toType/:toId', json, async (req, res) => {
    await inTransaction(req, res, async (writer) => {
      const types = namedTypes(writer.type, parseInput(typeList, req.body), targetType(req, res));
      const pair = pairOf(req, res, writer);
      await associate(writer.tx, pair, types, 'replace');
      writer.changes.push(...linkChanges({ ...pair, from: pair.from.id, to: pair.to.id }, false));
    });
    const { id, toId } = { id: pathParam(req, 'id'), toId: pathParam(req, 'toId') };
    sendJson(res, 201, { fromObjectTypeId: objectTypeOf(pathParam(req, 'type')).id, fromObjectId: Number(id), toObjectTypeId: targetType(req, res).id, toObjectId: Number(toId), labels: [] });
  });
  router.delete('/:type/:id/associations/:toType/:toId', async (req, res) => {
    await inTransaction(req, res, async (writer) => {
      const pair = pairOf(req, res, writer);
      await dissociate(writer.tx, pair);
      writer.changes.push(...linkChanges({ ...pair, from: pair.from.id, to: pair.to.id }, true));
    });
    res.status(204).send();
  });
  return router;
}

function targetType(req: Request, res: Response) {
  const to = objectTypeOf(pathParam(req, 'toType'));
  requireScope(callerOf(res), to.readScopes);
  return to;
}

function pairOf(req: Request, res: Response, { portalId, type }: Writer) {
  const [fromId, toId] = [pathParam(req, 'id'), pathParam(req, 'toId')];
  if (!/^\d{1,18}$/.test(fromId) || !/^\d{1,18}$/.test(toId)) throw notFound();
  return { portalId, from: type, fromId, to: targetType(req, res), toId };
}
