import { Router } from 'express';
import type { Request } from 'express';
import type { SpokenLanguage } from '#contract';
import { AppError } from '../../src/core/errors/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { beginInstall, completeInstall } from '../../src/installs/index.ts';
import type { App } from '../compose.ts';
import { readCookie } from '../read-cookie.ts';
import { sendErrorPage } from '../pages/error-page.ts';
import { ERROR_TITLES } from '../pages/error-titles.ts';
import { INSTALL_WORDS } from '../pages/install-words.ts';
import type { InstallWords } from '../pages/install-words.ts';
import { messagePage } from '../pages/message-page.ts';
import { speaksGerman } from './speaks-german.ts';

const TEN_MINUTES_MS = 600_000;

/** /oauth/install sends the admin to HubSpot; /oauth/callback is where HubSpot sends them back. */
export function createOauthRouter(app: App): Router {
  const { context, oauth, tokenClient } = app;
  const secure = oauth.redirectUri.startsWith('https://');
  const cookieName = secure ? '__Host-siderail-install' : 'siderail-install';
  const router = Router({ strict: true, caseSensitive: true });

  router.get('/install', async (request, response) => {
    try {
      const { authorizeUrl, browserSecret } = await beginInstall(context, oauth, { portalId: wantedPortal(request), returnUrl: parameter(request, 'returnUrl') });
      response.cookie(cookieName, browserSecret, { httpOnly: true, secure, sameSite: 'lax', path: '/', maxAge: TEN_MINUTES_MS });
      response.set('Cache-Control', 'no-store').redirect(302, authorizeUrl);
    } catch (error) {
      const { language } = speechOf(request);
      sendErrorPage(context, response, error, ERROR_TITLES[language].installBegin, language);
    }
  });

  router.get('/callback', async (request, response) => {
    response.set('Cache-Control', 'no-store').set('Referrer-Policy', 'no-referrer');
    try {
      const { portalId, returnUrl } = await completeInstall(context, tokenClient, {
        code: parameter(request, 'code') ?? refuse(request),
        state: stateOf(request),
        browserSecret: readCookie(request, cookieName),
        redirectUri: oauth.redirectUri,
        returnUrl: parameter(request, 'returnUrl'),
      });
      response.clearCookie(cookieName, { path: '/', secure });
      const { language, words } = speechOf(request);
      response.type('html').send(messagePage({
        title: words.title, text: words.text, fix: words.fix, language,
        // A link and never a redirect: whatever was asked for, the browser stays here until a person clicks.
        link: returnUrl === null
          ? { url: `${context.settings.hubspotAppOrigin}/contacts/${portalId}/objects/0-1`, title: words.open }
          : { url: returnUrl, title: words.back },
      }));
    } catch (error) {
      const { language } = speechOf(request);
      sendErrorPage(context, response, error, ERROR_TITLES[language].install, language);
    }
  });
  return router;
}

/** Nobody is known yet who reads it: as the browser asks. */
function speechOf(request: Request): { readonly language: SpokenLanguage; readonly words: InstallWords } {
  const language = speaksGerman(request) ? 'de' : 'en';
  return { language, words: INSTALL_WORDS[language] };
}

function parameter(request: Request, name: string): string | null {
  const value = request.query[name];
  return typeof value === 'string' && value !== '' && value.length <= 2000 ? value : null;
}

/** A state that is there but unreadable is not the same as none: none is what HubSpot's marketplace sends. */
function stateOf(request: Request): string | null {
  if (request.query['state'] === undefined) return null;
  return parameter(request, 'state') ?? '-';
}

/** The account to connect again, when the link names one. */
function wantedPortal(request: Request): PortalId | null {
  if (request.query['portalId'] === undefined) return null;
  const portalId = PortalId.safeParse(request.query['portalId']);
  if (!portalId.success) throw new AppError('install.refused', { userMessage: 'This link names no HubSpot account.', fix: 'Use the link as it was sent to you.' });
  return portalId.data;
}

function refuse(request: Request): never {
  const denied = parameter(request, 'error') !== null;
  throw new AppError('install.refused', denied ? { userMessage: 'The access was not granted in HubSpot.' } : {});
}
