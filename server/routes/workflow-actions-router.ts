import express, { Router } from 'express';
import type { Request, Response } from 'express';
import { verifyActionSignature } from '../../src/access/index.ts';
import { AppError, toAppError } from '../../src/core/errors/index.ts';
import { workflowActions } from '../../src/registry.ts';
import { listTemplateOptions, runWorkflowAction } from '../../src/workflows/index.ts';
import type { WorkflowAction } from '../../src/workflows/index.ts';
import type { App } from '../compose.ts';

const MAX_BYTES = 200_000;

/**
 * HubSpot's workflows: POST /workflow-actions/<name>, signed, and /workflow-actions/options/templates for a field's choices. What fails for good is answered 200 and the workflow goes
 * on; what may pass is 503, and HubSpot tries again for three days (custom workflow actions, read 2026-11-28).
 */
export function createWorkflowActionsRouter(app: App): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const readRaw = express.raw({ type: () => true, limit: MAX_BYTES, inflate: false });
  for (const action of workflowActions) router.post(`/${action.name}`, readRaw, (request, response) => handle(app, action, request, response));
  router.post('/options/templates', readRaw, (request, response) => answer(app, 'options', request, response, (body) => listTemplateOptions(app.context, body)));
  router.use((_request: Request, response: Response) => void response.status(404).end());
  router.use((error: unknown, _request: Request, response: Response, _next: unknown) => {
    response.status(typeof error === 'object' && error !== null && 'status' in error && error.status === 413 ? 413 : 400).end();
  });
  return router;
}

function handle(app: App, action: WorkflowAction, request: Request, response: Response): Promise<void> {
  const signal = AbortSignal.timeout(app.context.settings.viewDeadlineMs);
  return answer(app, action.name, request, response, async (body) => ({ outputFields: await runWorkflowAction(app.context, action, body, signal) }));
}

async function answer(app: App, action: string, request: Request, response: Response, work: (body: unknown) => Promise<object>): Promise<void> {
  const { context } = app;
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  if (!isSigned(app, request, body)) return void response.status(401).end();
  try {
    response.status(200).json(await work(parseJson(body)));
  } catch (thrown) {
    const error = toAppError(thrown);
    context.log[error.code === 'internal' ? 'error' : 'warn']({ err: error, code: error.code, action }, 'workflow action not done');
    const never = error.retry === 'never' && error.code !== 'portal.needs_reauth';
    // A portal that is not here is told no more than one that never was.
    response.status(never ? 400 : 503).json({ message: never ? error.userMessage : new AppError('hubspot.unavailable').fix });
  }
}

function isSigned(app: App, request: Request, body: Buffer): boolean {
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return typeof value === 'string' && !value.includes(',') ? value : undefined;
  };
  return verifyActionSignature({
    method: request.method, url: `${app.hubspot.signedOrigin}${request.originalUrl}`, body,
    signature: header('x-hubspot-signature-v3'), timestamp: header('x-hubspot-request-timestamp'),
    olderSignature: header('x-hubspot-signature'), olderVersion: header('x-hubspot-signature-version'),
  }, app.hubspot.secrets, app.context.now());
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new AppError('request.invalid', { cause, detail: 'body is not JSON in UTF-8' });
  }
}
