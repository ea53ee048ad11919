import express, { Router } from 'express';
import type { Request, Response } from 'express';
import { verifyActionSignature } from '../../src/access/index.ts';
import { AppError, toAppError } from '../../src/core/errors/index.ts';
import { workflowActions } from '../../src/registry.ts';
import { runWorkflowAction } from '../../src/workflows/index.ts';
import type { WorkflowAction } from '../../src/workflows/index.ts';
import type { App } from '../compose.ts';

const MAX_BYTES = 200_000;

/**
 * HubSpot's workflows: POST /workflow-actions/<name>, signed. What fails for good is answered 200 and the workflow goes
 * on; what may pass is 503, and HubSpot tries again for three days (custom workflow actions, read 2026-11-28).
 */
export function createWorkflowActionsRouter(app: App): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const readRaw = express.raw({ type: () => true, limit: MAX_BYTES, inflate: false });
  for (const action of workflowActions) router.post(`/${action.name}`, readRaw, (request, response) => handle(app, action, request, response));
  router.use((_request: Request, response: Response) => void response.status(404).end());
  router.use((error: unknown, _request: Request, response: Response, _next: unknown) => {
    response.status(typeof error === 'object' && error !== null && 'status' in error && error.status === 413 ? 413 : 400).end();
  });
  return router;
}

async function handle(app: App, action: WorkflowAction, request: Request, response: Response): Promise<void> {
  const { context } = app;
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  if (!isSigned(app, request, body)) return void response.status(401).end();
  try {
    const outputFields = await runWorkflowAction(context, action, parseJson(body), AbortSignal.timeout(context.settings.viewDeadlineMs));
    response.status(200).json({ outputFields });
  } catch (thrown) {
    const error = toAppError(thrown);
    context.log[error.code === 'internal' ? 'error' : 'warn']({ err: error, code: error.code, action: action.name }, 'workflow action not done');
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
