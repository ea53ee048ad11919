import express, { Router } from 'express';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { uninstall } from '../account/uninstall.ts';
import { objectTypeOf } from '../crm/object-types.ts';
import { propertyInput } from '../crm/write/create-record.ts';
import { updateRecord } from '../crm/write/update-record.ts';
import { write } from '../crm/write/write.ts';
import { errorHandler } from '../http/error-handler.ts';
import { recordId } from '../http/inputs.ts';
import { parseInput } from '../http/parse.ts';
import { notFound } from '../http/problems.ts';
import { sendJson } from '../http/send.ts';
import { settingsSchema } from '../settings.ts';

const personsChange = z.object({ portalId: z.number().int().optional(), objectType: z.string(), id: recordId, properties: propertyInput });
const target = z.object({ portalId: z.number().int().optional() });

/** For tests, benchmarks and the sandbox page only; HubSpot has nothing like it. */
export function controlRouter(ctx: Context): Router {
  const router = Router();
  const json = express.json({ limit: '1mb' });
  const portalOf = (body: unknown) => parseInput(target, body ?? {}).portalId ?? [...ctx.portals.keys()][0] ?? 0;
  router.get('/stats', (_req, res) => sendJson(res, 200, ctx.traffic.stats()));
  router.post('/stats/reset', (_req, res) => {
    ctx.traffic.reset();
    sendJson(res, 200, { ok: true });
  });
  router.get('/settings', (_req, res) => sendJson(res, 200, ctx.settings));
  router.post('/settings', json, (req, res) => {
    Object.assign(ctx.settings, parseInput(settingsSchema.partial(), req.body));
    sendJson(res, 200, ctx.settings);
  });
  router.get('/installed', async (_req, res) => {
    const states = await Promise.all([...ctx.portals.keys()].map(async (id) => [id, await ctx.tokens.isInstalled(id)] as const));
    sendJson(res, 200, Object.fromEntries(states));
  });
  router.post('/uninstall', json, async (req, res) => {
    await uninstall(ctx, portalOf(req.body));
    sendJson(res, 200, { ok: true });
  });
  router.post('/expire-tokens', json, async (req, res) => {
    await ctx.tokens.expireAccess(portalOf(req.body));
    sendJson(res, 200, { ok: true });
  });
  // A change as a person in HubSpot makes it.
  router.post('/change', json, async (req, res) => {
    const { portalId, objectType, id, properties } = parseInput(personsChange, req.body);
    const where = { portalId: portalId ?? portalOf({}), type: objectTypeOf(objectType), version: '2026-09', source: 'CRM_UI' } as const;
    if (!await write(ctx, where, (writer) => updateRecord(writer, id, properties))) throw notFound();
    sendJson(res, 200, { ok: true });
  });
  router.get('/webhooks', (_req, res) => sendJson(res, 200, ctx.webhooks.stats()));
  router.use(errorHandler(ctx));
  return router;
}
