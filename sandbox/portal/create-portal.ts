import { join } from 'node:path';
import express, { type Express, type Router } from 'express';
import type { Pool } from 'pg';
import { createMailFaults, type MailFaults } from '../mail/mail-faults.ts';
import { mailRouter } from '../mail/mail-router.ts';
import { createMailStore, type MailStore } from '../mail/mail-store.ts';
import { buildPage } from './build/build-page.ts';
import { createCardBuilder } from './build/create-card-builder.ts';
import { createCardShelf, type CardShelf } from './build/create-card-shelf.ts';
import { readComponentNames } from './build/read-component-names.ts';
import { readProject } from './build/read-project.ts';
import type { CardOnPage, PortalUser } from './page/page-data.ts';
import { createCallJournal, type CallJournal } from './proxy/call-journal.ts';
import { createCardProxy } from './proxy/create-card-proxy.ts';
import { createRecordReader } from './records/create-record-reader.ts';
import { assetRouter } from './routes/asset-router.ts';
import { pageRouter } from './routes/page-router.ts';
import { portalApiRouter } from './routes/portal-api-router.ts';

export interface PortalOptions {
  pool: Pool;
  /** The HubSpot project whose cards are shown, and where their bundles are kept. */
  projectDirectory: string;
  cacheDirectory: string;
  portalId: number;
  timeZone: string;
  users: PortalUser[];
  appId: number;
  clientSecret: string;
  /** Where the app's backend really listens, and the https origin HubSpot would know it by. */
  webOrigin: string;
  cardOrigin: string;
  /** The fake HubSpot's own pages (consent screen) and its control routes. */
  authorize?: Router;
  control?: Router;
}

export interface Portal {
  app: Express;
  mail: MailStore;
  mailFaults: MailFaults;
  calls: CallJournal;
  /** Builds all extensions now rather than at the first page. One that fails carries its error. */
  buildCards(): Promise<CardOnPage[]>;
}

async function ownExtensions(shelf: CardShelf): Promise<CardOnPage[]> {
  const actions = await shelf.listActions();
  const own = await Promise.all([shelf.own('pages'), shelf.own('settings'), ...actions.map(({ uid }) => shelf.action(uid))]);
  return own.flatMap(({ extension }) => (extension ? [extension] : []));
}

/** Builds the page's scripts and answers the portal's express app. The cards are built when a page first needs them. */
export async function createPortal(options: PortalOptions): Promise<Portal> {
  const { pool, portalId, appId, webOrigin, cardOrigin } = options;
  const overrides = { API_ORIGIN: cardOrigin };
  const project = await readProject(options.projectDirectory, overrides);
  const cardDirectory = join(options.cacheDirectory, 'cards');
  const [componentNames, assets] = await Promise.all([readComponentNames(), buildPage(options.cacheDirectory)]);

  const reader = createRecordReader(pool);
  const mail = createMailStore(pool);
  await mail.createTable();
  const mailFaults = createMailFaults();
  const calls = createCallJournal();
  const builder = createCardBuilder({ projectDirectory: options.projectDirectory, cacheDirectory: cardDirectory });
  const fetchForCard = createCardProxy({
    appId,
    clientSecret: options.clientSecret,
    permittedUrls: project.permittedUrls.fetch,
    origins: { [cardOrigin]: webOrigin },
    defaultPortalId: portalId,
    isInstalled: (id) => reader.isInstalled(id),
    findUser: (id, userId) => (id === portalId ? options.users.find((user) => user.userId === userId) : undefined),
    journal: calls,
  });

  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_request, response) => void response.json({ ok: true }));
  if (options.control) app.use('/__sandbox/hubspot', options.control);
  app.use('/__sandbox/mail', mailRouter(mail, mailFaults));
  app.use(assetRouter({ assetDirectory: assets.directory, cardDirectory }));
  app.use(portalApiRouter({ portalId, reader, fetchForCard, calls, users: options.users }));
  const cards = createCardShelf({ builder, assetVersion: assets.version, readProject: () => readProject(options.projectDirectory, overrides) });
  app.use(
    pageRouter({
      ...options,
      appName: project.appName,
      installUrl: `${webOrigin}/oauth/install`,
      permittedIframeUrls: project.permittedUrls.iframe,
      componentNames,
      assetVersion: assets.version,
      cards,
      reader,
      mail,
      calls,
    }),
  );
  if (options.authorize) app.use(options.authorize);
  return { app, mail, mailFaults, calls, buildCards: async () => (await cards.cards()).cards.concat(await ownExtensions(cards)) };
}
