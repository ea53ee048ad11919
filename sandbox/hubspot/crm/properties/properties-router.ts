import express, { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { callerOf, requireScope } from '../../http/caller.ts';
import { HubSpotError } from '../../http/hubspot-error.ts';
import { parseInput, pathParam } from '../../http/parse.ts';
import { invalid, notFound } from '../../http/problems.ts';
import { sendJson } from '../../http/send.ts';
import { objectTypeOf, type ObjectType } from '../object-types.ts';
import { custom, type PropertyDefinition } from './definition.ts';

const creation = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,99}$/),
  label: z.string().min(1),
  type: z.enum(['string', 'number', 'date', 'datetime', 'enumeration', 'bool']),
  fieldType: z.string().min(1),
  groupName: z.string().min(1),
  description: z.string().default(''),
  hasUniqueValue: z.boolean().default(false),
  options: z.array(z.object({ label: z.string(), value: z.string(), displayOrder: z.number().default(-1), hidden: z.boolean().default(false) })).default([]),
});

/** /crm/properties/{version}/{type}: list, read, create, archive. */
export function propertiesRouter(ctx: Context): Router {
  const router = Router({ mergeParams: true });
  router.get('/:type', async (req, res) => {
    const { type, portalId } = readable(req, res);
    sendJson(res, 200, { results: [...(await ctx.catalog.of(portalId, type.id)).values()] });
  });
  router.get('/:type/:name', async (req, res) => {
    const { type, portalId } = readable(req, res);
    sendJson(res, 200, await find(ctx, portalId, type, pathParam(req, 'name')));
  });
  router.post('/:type', express.json({ limit: '1mb' }), async (req, res) => {
    const { type, portalId } = writable(req, res);
    const draft = parseInput(creation, req.body);
    const known = await ctx.catalog.of(portalId, type.id);
    if (known.has(draft.name)) {
      throw new HubSpotError(409, {
        status: 'error', message: `A property named '${draft.name}' already exists.`,
        category: 'OBJECT_ALREADY_EXISTS', subCategory: 'Properties.PROPERTY_WITH_NAME_EXISTS',
      });
    }
    if ([...known.values()].filter((one) => one.hasUniqueValue && !one.hubspotDefined).length >= 10 && draft.hasUniqueValue) {
      throw invalid('An object type can have at most 10 properties with unique values.');
    }
    const definition = custom(draft);
    await ctx.catalog.add(portalId, type.id, definition);
    sendJson(res, 201, definition);
  });
  router.delete('/:type/:name', async (req, res) => {
    const { type, portalId } = writable(req, res);
    const definition = await find(ctx, portalId, type, pathParam(req, 'name'));
    if (!definition.modificationMetadata.archivable) throw invalid(`Property '${definition.name}' cannot be archived.`);
    await ctx.catalog.archive(portalId, type.id, definition.name);
    res.status(204).send();
  });
  return router;
}

function readable(req: Request, res: Response) {
  const type = objectTypeOf(pathParam(req, 'type'));
  const caller = callerOf(res);
  requireScope(caller, [`crm.schemas.${type.names[0]}.read`, ...type.readScopes]);
  return { type, portalId: caller.portalId };
}

function writable(req: Request, res: Response) {
  const type = objectTypeOf(pathParam(req, 'type'));
  const caller = callerOf(res);
  requireScope(caller, [`crm.schemas.${type.names[0]}.write`]);
  return { type, portalId: caller.portalId };
}

async function find(ctx: Context, portalId: number, type: ObjectType, name: string): Promise<PropertyDefinition> {
  const definition = (await ctx.catalog.of(portalId, type.id)).get(name);
  if (!definition) throw notFound(`Property '${name}' does not exist`);
  return definition;
}
