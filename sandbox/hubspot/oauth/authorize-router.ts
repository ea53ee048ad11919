import express, { Router, type Request, type Response } from 'express';
import type { Context } from '../context.ts';
import { pathParam } from '../http/parse.ts';
import { checkAuthorizeRequest, type AuthorizeRequest } from './check-authorize-request.ts';
import { consentPage, refusalPage } from './consent-page.ts';

/** The consent screen a person sees: GET shows it, POST is their decision. Knows no session: the sandbox has one browser. */
export function authorizeRouter(ctx: Context): Router {
  const router = Router();
  const paths = ['/oauth/authorize', '/oauth/:portalId/authorize'];
  router.get(paths, (req, res) => {
    const checked = check(ctx, req);
    if (!checked.ok) return sendPage(res, 400, refusalPage(checked.problem));
    sendPage(res, 200, consentPage(ctx.app, checked.request, req.originalUrl));
  });
  router.post(paths, express.urlencoded({ extended: false, limit: '16kb' }), async (req, res) => {
    const checked = check(ctx, req);
    if (!checked.ok) return sendPage(res, 400, refusalPage(checked.problem));
    const decision: unknown = req.body;
    const target = await decide(ctx, checked.request, isForm(decision) ? decision : {});
    if (!target) return sendPage(res, 400, refusalPage({ title: 'No such user', detail: 'This user does not belong to the chosen account.' }));
    res.redirect(302, target);
  });
  return router;
}

function check(ctx: Context, req: Request) {
  return checkAuthorizeRequest(ctx.app, ctx.portals, req.query, pathParam(req, 'portalId') || undefined);
}

/** The address to send the browser to: with a code, or with `error=access_denied`. */
async function decide(ctx: Context, request: AuthorizeRequest, form: Record<string, unknown>): Promise<string | undefined> {
  const target = new URL(request.redirectUri);
  if (request.state !== undefined) target.searchParams.set('state', request.state);
  if (form['decision'] !== 'connect') {
    target.searchParams.set('error', 'access_denied');
    target.searchParams.set('error_description', 'The user cancelled the request.');
    return target.href;
  }
  const { portalId, userId } = form;
  const chosen = portalId === undefined ? request.portals[0]
    : request.portals.find(({ portal }) => String(portal.portalId) === portalId);
  const user = userId === undefined ? chosen?.users[0]
    : chosen?.users.find((candidate) => String(candidate.userId) === userId);
  if (!chosen || !user) return undefined;
  const withheld = new Set(ctx.settings.withheldScopes);
  const optional = request.optionalScopes.filter((scope) => !withheld.has(scope));
  const code = await ctx.tokens.createCode({
    portalId: chosen.portal.portalId, userId: user.userId,
    scopes: [...new Set([...request.scopes, ...optional])], redirectUri: request.redirectUri,
  });
  target.searchParams.set('code', code);
  return target.href;
}

function isForm(body: unknown): body is Record<string, unknown> {
  return typeof body === 'object' && body !== null;
}

function sendPage(res: Response, status: number, html: string): void {
  res.status(status).set({
    'Content-Type': 'text/html;charset=utf-8',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
  }).send(html);
}
