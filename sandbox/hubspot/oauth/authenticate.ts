import type { Context } from '../context.ts';
import type { Caller } from '../http/caller.ts';
import { HubSpotError } from '../http/hubspot-error.ts';

/** The caller behind an Authorization header, or the 401 that HubSpot answers. */
export async function authenticate(ctx: Context, header: string | undefined): Promise<Caller> {
  const token = /^Bearer (\S+)$/.exec(header ?? '')?.[1];
  if (!token) {
    throw unauthenticated('INVALID_AUTHENTICATION', 'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview');
  }
  const access = await ctx.tokens.findAccess(token);
  if (!access) {
    throw unauthenticated('INVALID_AUTHENTICATION', 'The access token is invalid or was revoked.');
  }
  const expiredFor = ctx.now() - access.expiresAt;
  if (expiredFor >= 0) {
    throw unauthenticated('EXPIRED_AUTHENTICATION',
      `The OAuth token used to make this call expired ${Math.floor(expiredFor / 1000)} second(s) ago.`,
      { 'expire time': [new Date(access.expiresAt).toISOString()] });
  }
  return { portalId: access.portalId, userId: access.userId, scopes: new Set(access.scopes) };
}

function unauthenticated(category: string, message: string, context?: Record<string, string[]>): HubSpotError {
  return new HubSpotError(401, { status: 'error', message, category, ...(context ? { context } : {}) });
}
