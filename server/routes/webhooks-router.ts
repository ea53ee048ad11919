import express, { Router } from 'express';
import type { Request, Response } from 'express';
import { verifySignature } from '../../src/access/index.ts';
import { AppError, toAppError } from '../../src/core/errors/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { receiveWebhooks } from '../../src/webhooks/index.ts';
import type { App } from '../compose.ts';

/** Far above HubSpot's 100 events a delivery, which is no promise: any number that fits is taken. */
const MAX_BYTES = 1_000_000;
/** HubSpot gives up after 5 s; a database that says nothing for so long is answered for. What it stores later is no loss. */
const SILENT_MS = 2_500;

/**
 * HubSpot's events: POST /webhooks/hubspot, signed v3 over the configured origin (the older signature that comes beside it
 * is not looked at: it covers the body only). 204 when the events are stored and never before.
 */
export function createWebhooksRouter(app: App): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const { context } = app;
  const owner = PortalId.parse(app.hubspot.appId);

  router.post('/hubspot', express.raw({ type: () => true, limit: MAX_BYTES, inflate: false }), async (request, response) => {
    if (!isSigned(app, request)) return void response.status(401).end();
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    try {
      await inTime(receiveWebhooks(context, owner, body));
      response.status(204).end();
      context.crashPoint('webhooks-answered');
    } catch (thrown) {
      const error = toAppError(thrown);
      context.log[error.code === 'internal' ? 'error' : 'warn']({ err: error, code: error.code }, 'webhook events not stored: HubSpot sends them again');
      // Whatever it was, HubSpot comes again; nothing of ours is told.
      response.status(503).set('retry-after', '10').end();
    }
  });
  router.use((error: unknown, _request: Request, response: Response, _next: unknown) => {
    const status = typeof error === 'object' && error !== null && 'status' in error && error.status === 413 ? 413 : 400;
    response.status(status).end();
  });
  return router;
}

function isSigned(app: App, request: Request): boolean {
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  return verifySignature({
    method: request.method, url: `${app.hubspot.signedOrigin}${request.originalUrl}`, body,
    signature: header('x-hubspot-signature-v3'), timestamp: header('x-hubspot-request-timestamp'),
  }, app.hubspot.secrets, app.context.now());
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise: silence, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new AppError('database.unavailable', { detail: 'the database did not answer in time' })), SILENT_MS);
  try {
    return await Promise.race([work, silence]);
  } finally {
    clearTimeout(timer);
  }
}
