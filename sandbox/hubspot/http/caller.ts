import type { Response } from 'express';
import { HubSpotError } from './hubspot-error.ts';
import { missingScopes } from './problems.ts';

/** Who an access token speaks for. */
export type Caller = { portalId: number; userId: number; scopes: ReadonlySet<string> };

export function setCaller(res: Response, caller: Caller): void {
  res.locals['caller'] = caller;
}

/** The caller, if the request had a valid token. */
export function knownCaller(res: Response): Caller | undefined {
  return res.locals['caller'] as Caller | undefined;
}

/** The caller of a request that passed `arrival`. */
export function callerOf(res: Response): Caller {
  const caller = knownCaller(res);
  if (!caller) throw new HubSpotError(401, { status: 'error', category: 'INVALID_AUTHENTICATION' });
  return caller;
}

/** Throws the 403 unless the caller has one of `scopes`. */
export function requireScope(caller: Caller, scopes: readonly string[]): void {
  if (!scopes.some((scope) => caller.scopes.has(scope))) throw missingScopes(scopes);
}
