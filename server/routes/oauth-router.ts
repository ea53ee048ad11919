import { Router } from 'express';
import type { Request } from 'express';
import { AppError } from '../../src/core/errors/index.ts';
import { beginInstall, completeInstall } from '../../src/installs/index.ts';
import type { App } from '../compose.ts';
import { sendErrorPage } from '../pages/error-page.ts';
import { messagePage } from '../pages/message-page.ts';

const TEN_MINUTES_MS = 600_000;

/** /oauth/install sends the admin to HubSpot; /oauth/callback is where HubSpot sends them back. */
export function createOauthRouter(app: App): Router {
  const { context, oauth, tokenClient } = app;
  const secure = oauth.redirectUri.startsWith('https://');
  const cookieName = secure ? '__Host-siderail-install' : 'siderail-install';
  const router = Router({ strict: true, caseSensitive: true });

  router.get('/install', async (_request, response) => {
    const { authorizeUrl, browserSecret } = await beginInstall(context, oauth);
    response.cookie(cookieName, browserSecret, { httpOnly: true, secure, sameSite: 'lax', path: '/', maxAge: TEN_MINUTES_MS });
    response.set('Cache-Control', 'no-store').redirect(302, authorizeUrl);
  });

  router.get('/callback', async (request, response) => {
    response.set('Cache-Control', 'no-store');
    try {
      const { portalId } = await completeInstall(context, tokenClient, {
        code: parameter(request, 'code') ?? refuse(request),
        state: parameter(request, 'state'),
        browserSecret: readCookie(request, cookieName),
        redirectUri: oauth.redirectUri,
      });
      response.clearCookie(cookieName, { path: '/', secure });
      response.type('html').send(messagePage({
        title: 'Siderail is installed',
        text: 'Your HubSpot account is connected.',
        fix: 'Open a contact, company, deal or ticket: the Siderail card shows its tables. If the card is not there yet, add it under Customize record.',
        link: { url: `${context.settings.hubspotAppOrigin}/contacts/${portalId}/objects/0-1`, title: 'Open HubSpot' },
      }));
    } catch (error) {
      sendErrorPage(context, response, error, 'Siderail was not installed');
    }
  });
  return router;
}

function parameter(request: Request, name: string): string | null {
  const value = request.query[name];
  return typeof value === 'string' && value !== '' && value.length <= 2000 ? value : null;
}

function refuse(request: Request): never {
  const denied = parameter(request, 'error') !== null;
  throw new AppError('install.refused', denied ? { userMessage: 'The access was not granted in HubSpot.' } : {});
}

function readCookie(request: Request, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=');
    if (key === name && value !== undefined) return value;
  }
  return null;
}
