import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import type { Context } from '../context.ts';

/** Network and server time of a real call; a timer, so a thousand waiting calls cost nothing. */
export function delay(ctx: Context): RequestHandler {
  return async (_req, _res, next) => {
    if (ctx.settings.latencyMs > 0) await sleep(ctx.settings.latencyMs);
    next();
  };
}
