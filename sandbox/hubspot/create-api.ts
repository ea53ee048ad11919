import express, { type Express } from 'express';
import { accountRouter } from './account/account-router.ts';
import type { Context } from './context.ts';
import { associationsRouter } from './crm/associations/associations-router.ts';
import { objectsRouter } from './crm/objects/objects-router.ts';
import { ownersRouter } from './crm/owners-router.ts';
import { pipelinesRouter } from './crm/pipelines-router.ts';
import { propertiesRouter } from './crm/properties/properties-router.ts';
import { writeRouter } from './crm/write/write-router.ts';
import { filesRouter } from './files/files-router.ts';
import { delay } from './faults/delay.ts';
import { strike } from './faults/strike.ts';
import { errorHandler } from './http/error-handler.ts';
import { knownVersion } from './http/known-version.ts';
import { legacyPaths } from './http/legacy-paths.ts';
import { randomUuid } from './http/random-id.ts';
import { sendHtml } from './http/send.ts';
import { journalRouter } from './journal/journal-router.ts';
import { callbacksRouter } from './workflows/callbacks-router.ts';
import { arrival } from './limits/arrival.ts';
import { tokenRouter } from './oauth/token-router.ts';
import { usersRouter } from './settings/users-router.ts';

/** Longer URLs are refused by the edge. PostHog measured about 16.2k characters: https://github.com/PostHog/posthog/pull/31617 */
const MAX_URL = 16 * 1024;

/** The API host (api.hubapi.com). The server that carries it needs `maxHeaderSize` above 16 KiB; see `createApiServer`. */
export function createApi(ctx: Context): Express {
  const api = express();
  api.disable('x-powered-by');
  api.disable('etag');
  api.use((req, res, next) => {
    res.set('X-HubSpot-Correlation-Id', randomUuid(ctx.random));
    if (req.originalUrl.length > MAX_URL) return sendHtml(res, 414, 'Request-URI Too Large');
    next();
  });
  api.use(legacyPaths(ctx), arrival(ctx), strike(ctx), delay(ctx));
  api.use(journalRouter(ctx));
  api.use(tokenRouter(ctx), accountRouter(ctx));
  api.use('/crm/objects/:version', knownVersion, objectsRouter(ctx), writeRouter(ctx));
  api.use('/crm/associations/:version', knownVersion, associationsRouter(ctx));
  api.use('/crm/properties/:version', knownVersion, propertiesRouter(ctx));
  api.use('/crm/owners/:version', knownVersion, ownersRouter(ctx));
  api.use('/automation/actions/callbacks/:version', knownVersion, callbacksRouter(ctx));
  api.use('/files/:version', knownVersion, filesRouter(ctx));
  api.use('/settings/users/:version', knownVersion, usersRouter(ctx));
  api.use('/crm/pipelines/:version', knownVersion, pipelinesRouter());
  api.use((_req, res) => sendHtml(res, 404, 'Not Found'));
  api.use(errorHandler(ctx));
  return api;
}
