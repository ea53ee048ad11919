import express, { Router } from 'express';
import type { Request, Response } from 'express';
import type { Reply, RouteName } from '#contract';
import { AppError, toAppError } from '../../src/core/errors/index.ts';
import { requireActive } from '../../src/installs/index.ts';
import type { App } from '../compose.ts';
import { readSignedRequest } from '../middleware/read-signed-request.ts';
import { respondWithError } from '../middleware/respond-with-error.ts';
import type { UiRoute } from './ui/define-route.ts';
import { uiRoutes } from './ui/index.ts';

/** HubSpot's own limit for a card request and its answer (fetching data, read 2026-11-22). */
const MAX_BYTES = 1_000_000;

/** The card's side of the server: signed POSTs under /ui/, one route per contract entry. */
export function createUiRouter(app: App): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const readRaw = express.raw({ type: 'application/json', limit: MAX_BYTES, inflate: false });
  for (const name of Object.keys(uiRoutes) as RouteName[]) {
    router.post(`/${name}`, readRaw, (request, response) => handle(app, uiRoutes[name] as UiRoute<RouteName>, request, response));
  }
  // Unknown paths are answered only to HubSpot, and like any other refusal.
  router.use(readRaw, (request: Request, response: Response) => {
    try {
      readSignedRequest(app, request);
      throw new AppError('request.invalid', { detail: 'no such card route' });
    } catch (error) {
      respondWithError(app.context, response, error, {});
    }
  });
  router.use((error: unknown, _request: Request, response: Response, _next: unknown) => {
    respondWithError(app.context, response, asRequestError(error), {});
  });
  return router;
}

async function handle(app: App, route: UiRoute<RouteName>, request: Request, response: Response): Promise<void> {
  const { context } = app;
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1_000;
  const signal = AbortSignal.timeout(context.settings.viewDeadlineMs);
  let about: object = { route: route.name };
  try {
    const { caller, body } = readSignedRequest(app, request);
    about = { ...about, portalId: caller.portalId, userId: caller.userId };
    const active = requireActive(context, caller.portalId);
    const parsed = route.request.safeParse(body);
    if (route.beginsEarly !== true || !parsed.success) await active;
    if (!parsed.success) throw new AppError('request.invalid', { detail: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') });
    const work = context.tracer.span(`card ${route.name}`, { 'siderail.portal': caller.portalId }, () => Promise.resolve(route.handle(context, caller, parsed.data, signal)));
    work.catch(() => undefined);
    await active;
    const text = JSON.stringify({ ok: true, data: await work } satisfies Reply<unknown>);
    if (Buffer.byteLength(text) > MAX_BYTES - 1000) throw new AppError('request.too_large', { userMessage: 'This page of the table is too large to show.', fix: 'Choose fewer columns, or export the table.' });
    response.status(200).type('json').send(text);
    context.metrics.cardAnswered(route.name, 'ok', seconds());
  } catch (error) {
    const timedOut = signal.aborted && !(error instanceof AppError && error.code !== 'internal');
    const told = timedOut ? new AppError('source.timeout', { cause: error }) : toAppError(error);
    context.metrics.cardAnswered(route.name, told.code, seconds());
    respondWithError(context, response, told, about);
  }
}

function asRequestError(error: unknown): unknown {
  if (typeof error !== 'object' || error === null || !('status' in error)) return error;
  if (error.status === 413) return new AppError('request.too_large', { cause: error });
  if (error.status === 400 || error.status === 415) return new AppError('request.invalid', { cause: error });
  return error;
}
