import express from 'express';
import type { Express, NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import type { App } from './compose.ts';
import { sendErrorPage } from './pages/error-page.ts';
import { ERROR_TITLES } from './pages/error-titles.ts';
import { INSTALL_WORDS } from './pages/install-words.ts';
import { messagePage } from './pages/message-page.ts';
import { createApprovalsRouter } from './routes/approvals-router.ts';
import { createAuditRouter } from './routes/audit-router.ts';
import { createFilesRouter } from './routes/files-router.ts';
import { createHelpRouter } from './routes/help-router.ts';
import { createOauthRouter } from './routes/oauth-router.ts';
import { speaksGerman } from './routes/speaks-german.ts';
import { createRepairsRouter } from './routes/repairs-router.ts';
import { createUiRouter } from './routes/ui-router.ts';
import { createWebhooksRouter } from './routes/webhooks-router.ts';
import { createWorkflowActionsRouter } from './routes/workflow-actions-router.ts';

/** The HTTP surface: cards, files, OAuth, health. Everything else is a plain 404. */
export function createApp(app: App): Express {
  const server = express();
  server.disable('x-powered-by');
  server.set('query parser', 'simple');
  // One spelling of every address: what HubSpot signed is what is routed (T5).
  server.enable('case sensitive routing');
  server.enable('strict routing');
  server.use(helmet({
    contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], styleSrc: ["'unsafe-inline'"], formAction: ["'self'"], frameAncestors: ["'none'"], baseUri: ["'none'"] }, useDefaults: false },
    // Only where the configured origin is HTTPS; a browser must not be told so on localhost.
    hsts: app.context.settings.publicOrigin.startsWith('https://'),
  }));
  server.get('/healthz', (_request, response) => void response.type('text').send('ok'));
  // Says no more than that: reasons are on the operator's port.
  server.get('/readyz', async (_request, response) => {
    const { ready } = await app.readiness();
    response.status(ready ? 200 : 503).type('text').send(ready ? 'ready' : 'not ready');
  });
  server.use('/ui', createUiRouter(app));
  server.use('/webhooks', createWebhooksRouter(app));
  server.use('/workflow-actions', createWorkflowActionsRouter(app));
  server.use('/files', createFilesRouter(app));
  server.use('/approvals', createApprovalsRouter(app));
  server.use('/repairs', createRepairsRouter(app));
  server.use('/audit', createAuditRouter(app));
  server.use('/oauth', createOauthRouter(app));
  server.use('/help', createHelpRouter());
  // HubSpot's crawler looks whether the listing's pages are there; nothing else is for robots.
  server.get('/robots.txt', (_request, response) => void response.type('text').send('User-agent: *\nAllow: /help/\nDisallow: /\n'));
  server.use((request: Request, response: Response) => {
    const language = speaksGerman(request) ? 'de' : 'en';
    const words = INSTALL_WORDS[language];
    response.status(404).type('html').send(messagePage({ title: words.nothingHere, text: words.noAddress, fix: words.noAddressFix, language }));
  });
  server.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    const language = speaksGerman(request) ? 'de' : 'en';
    sendErrorPage(app.context, response, error, ERROR_TITLES[language].anything, language);
  });
  return server;
}
