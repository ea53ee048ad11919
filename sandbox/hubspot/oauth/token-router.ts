import express, { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { HubSpotError } from '../http/hubspot-error.ts';
import { knownVersion } from '../http/known-version.ts';
import { sendJson } from '../http/send.ts';
import { oauthError } from './oauth-error.ts';
import type { Grant } from './token-store.ts';

const form = z.record(z.string(), z.string());
const inUrl = ['client_secret', 'refresh_token', 'code', 'token', 'access_token', 'client_id', 'grant_type'];

/** POST /oauth/{version}/token, /token/introspect and /token/revoke. Form bodies only, nothing secret in the URL. */
export function tokenRouter(ctx: Context): Router {
  const router = Router();
  const read = [knownVersion, express.urlencoded({ extended: false, limit: '64kb' })];
  router.post('/oauth/:version/token', read, async (req: Request, res: Response) => {
    const input = clientForm(ctx, req);
    if (input['grant_type'] === 'client_credentials') return sendJson(res, 200, forTheApp(ctx, input));
    sendJson(res, 200, await exchange(ctx, input));
  });
  router.post('/oauth/:version/token/introspect', read, async (req: Request, res: Response) => {
    sendJson(res, 200, await introspect(ctx, clientForm(ctx, req)));
  });
  router.post('/oauth/:version/token/revoke', read, async (req: Request, res: Response) => {
    const token = clientForm(ctx, req)['token'];
    if (!token) throw oauthError('BAD_REQUEST', 'missing token');
    await ctx.tokens.revoke(token);
    sendJson(res, 200, {});
  });
  return router;
}

/** The form, once it is one and comes from the app itself. */
function clientForm(ctx: Context, req: Request): Record<string, string> {
  if (!req.is('application/x-www-form-urlencoded')) {
    throw new HubSpotError(415, { error: 'invalid_request', status: 'BAD_REQUEST', message: 'HTTP 415 Unsupported Media Type' });
  }
  if (inUrl.some((name) => name in req.query)) throw oauthError('BAD_REQUEST', 'parameters belong in the body, not in the URL');
  const parsed = form.safeParse(req.body);
  if (!parsed.success) throw oauthError('BAD_REQUEST');
  if (parsed.data['client_id'] !== ctx.app.clientId) throw oauthError('BAD_CLIENT_ID');
  if (parsed.data['client_secret'] !== ctx.app.clientSecret) throw oauthError('BAD_CLIENT_SECRET');
  return parsed.data;
}

/** A token of the app itself, for the journal; it opens no portal. */
function forTheApp(ctx: Context, input: Record<string, string>) {
  const scopes = (input['scope'] ?? '').split(' ').filter(Boolean);
  if (scopes.length === 0 || scopes.some((scope) => !scope.startsWith('developer.'))) throw oauthError('BAD_REQUEST', 'missing or unknown scope');
  const { token, seconds } = ctx.journal.issueToken(scopes);
  return { token_type: 'bearer', access_token: token, expires_in: seconds, scopes };
}

async function exchange(ctx: Context, input: Record<string, string>) {
  const grant = await grantFor(ctx, input);
  return {
    token_type: 'bearer',
    token_use: 'access_token',
    access_token: await ctx.tokens.issueAccess(grant, ctx.settings.accessTokenSeconds),
    refresh_token: grant.refreshToken,
    expires_in: ctx.settings.accessTokenSeconds,
    hub_id: grant.portalId,
    user_id: grant.userId,
    scopes: grant.scopes,
  };
}

async function grantFor(ctx: Context, input: Record<string, string>): Promise<Grant> {
  if (input['grant_type'] === 'authorization_code') {
    if (!input['redirect_uri']) throw oauthError('BAD_REDIRECT_URI');
    const grant = await ctx.tokens.redeemCode(input['code'] ?? '', input['redirect_uri']);
    if (grant === 'wrong-redirect') throw oauthError('BAD_REDIRECT_URI');
    if (!grant) throw oauthError('BAD_AUTH_CODE');
    await ctx.journal.write({ portalId: grant.portalId, action: 'APP_INSTALL', eventTypeId: '4-1909196' });
    return grant;
  }
  if (input['grant_type'] === 'refresh_token') {
    const grant = await ctx.tokens.findGrant(input['refresh_token'] ?? '');
    const current = grant && ctx.settings.rotateRefreshTokens ? await ctx.tokens.rotate(grant) : grant;
    if (!current) throw oauthError('BAD_REFRESH_TOKEN');
    return current;
  }
  throw oauthError('BAD_GRANT_TYPE');
}

async function introspect(ctx: Context, input: Record<string, string>) {
  const token = input['token'] ?? '';
  const access = await ctx.tokens.findAccess(token);
  const grant = access ? undefined : await ctx.tokens.findGrant(token);
  const owner = access && access.expiresAt > ctx.now() ? access : grant;
  if (!owner) return { active: false };
  const details = ctx.portals.get(owner.portalId);
  const user = details?.users.find((candidate) => candidate.userId === owner.userId);
  return {
    active: true,
    token_use: access ? 'access_token' : 'refresh_token',
    token_type: 'bearer',
    client_id: ctx.app.clientId,
    app_id: ctx.app.appId,
    hub_id: owner.portalId,
    hub_domain: `portal-${owner.portalId}.example`,
    user: user?.email ?? '',
    user_id: owner.userId,
    scopes: owner.scopes,
    ...(access ? { expires_in: Math.floor((access.expiresAt - ctx.now()) / 1000) } : {}),
    is_private_distribution: false,
    signed_access_token: { hublet: 'na1', isUserLevel: false },
  };
}
