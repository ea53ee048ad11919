import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Context } from '../context.ts';
import { callerOf, knownCaller, setCaller } from '../http/caller.ts';
import { HubSpotError } from '../http/hubspot-error.ts';
import { authenticate } from '../oauth/authenticate.ts';
import { budgetOf, budgets, familyOf } from './budgets.ts';

/** Whose call is it, and is it within its budget? Counted on arrival, before anything else is looked at. */
export function arrival(ctx: Context): RequestHandler {
  return async (req: Request, res: Response, next: NextFunction) => {
    res.on('finish', () => ctx.traffic.answered(knownCaller(res)?.portalId, res.statusCode));
    // The journal belongs to the app and not to a portal; it looks at its own tokens.
    if (/^\/(oauth|webhooks-journal|journal-files)\//.test(req.path)) {
      ctx.traffic.arriveAnonymous();
      return next();
    }
    const now = ctx.now();
    try {
      setCaller(res, await authenticate(ctx, req.get('authorization')));
    } catch (error) {
      ctx.traffic.arriveAnonymous();
      throw error;
    }
    const { portalId } = callerOf(res);
    const name = budgetOf(req.method, req.path);
    const budget = budgets[name];
    const used = ctx.traffic.arrive(portalId, name, familyOf(req.method, req.path), now);
    if (!ctx.settings.limits) return next();
    // Only the normal budget shows its state: search and association batches carry no rate headers.
    if (name === 'normal') {
      res.set('X-HubSpot-RateLimit-Max', String(budget.max));
      res.set('X-HubSpot-RateLimit-Remaining', String(Math.max(0, budget.max - used)));
      res.set('X-HubSpot-RateLimit-Interval-Milliseconds', String(budget.windowMs));
    }
    if (used <= budget.max) return next();
    throw new HubSpotError(429, {
      status: 'error',
      message: `You have reached your ${budget.label} limit.`,
      errorType: 'RATE_LIMIT',
      policyName: budget.policyName,
      groupName: `publicapi:${name === 'normal' ? 'oauth' : name}-api-calls-${budget.label.replace('_rolling', '').replace('_', '-')}:${portalId}`,
    });
  };
}
