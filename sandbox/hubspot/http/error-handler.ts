import type { ErrorRequestHandler } from 'express';
import type { Context } from '../context.ts';
import { HubSpotError } from './hubspot-error.ts';
import { conflict } from './problems.ts';
import { sendJson } from './send.ts';

/** PostgreSQL's own code. */
const UNIQUE_VIOLATION = '23505';

/** The last handler: HubSpotErrors as they are, body parser errors as HubSpot words them, anything else logged and a 500. */
export function errorHandler(ctx: Pick<Context, 'logError'>): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    const correlationId = String(res.getHeader('X-HubSpot-Correlation-Id') ?? '');
    if (error instanceof HubSpotError) {
      const isOAuth = 'error' in error.body;
      return sendJson(res, error.status, isOAuth ? error.body : { ...error.body, correlationId });
    }
    // Two requests that write one unique value at the same moment: the later one hears what it would have heard a moment later.
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === UNIQUE_VIOLATION) {
      const { body } = conflict('The value of a unique property is already used by another record.');
      return sendJson(res, 409, { ...body, correlationId });
    }
    const status = statusOf(error);
    if (status && status < 500) {
      return sendJson(res, status, {
        status: 'error', message: `Invalid input JSON: ${error instanceof Error ? error.message : 'unreadable'}`,
        correlationId, category: 'VALIDATION_ERROR',
      });
    }
    ctx.logError(error, `${req.method} ${req.originalUrl}`);
    sendJson(res, 500, { status: 'error', message: 'internal error', correlationId });
  };
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined;
  return typeof error.status === 'number' ? error.status : undefined;
}
