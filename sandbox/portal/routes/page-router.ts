import { Router } from 'express';
import { mailPage } from '../../mail/mail-page.ts';
import type { MailStore } from '../../mail/mail-store.ts';
import type { CardShelf } from '../build/create-card-shelf.ts';
import { homePage, recordTable } from '../pages/home-page.ts';
import { html } from '../pages/html.ts';
import type { CallJournal } from '../proxy/call-journal.ts';
import { appRouter } from './app-router.ts';
import { listRouter } from './list-router.ts';
import { createPageFrame, type PageFrameOptions } from './page-frame.ts';
import { recordRouter } from './record-router.ts';

export interface PageRouterOptions extends PageFrameOptions {
  webOrigin: string;
  cards: CardShelf;
  mail: MailStore;
  calls: CallJournal;
}

const SEARCH_LIMIT = 30;

/** The portal's pages: home, records, the app's own, search, mail. */
export function pageRouter(options: PageRouterOptions): Router {
  const { portalId, reader } = options;
  const frame = createPageFrame(options);
  const router = Router();

  router.get('/', async (request, response) => {
    const { cards } = await options.cards.cards();
    const own = await Promise.all([options.cards.own('pages'), options.cards.own('settings')]);
    const extensions = [...cards, ...own.flatMap(({ extension }) => (extension ? [extension] : []))];
    const [isInstalled, records, mails] = await Promise.all([reader.isInstalled(portalId), reader.listStartingPoints(portalId), options.mail.list()]);
    const body = homePage({
      ...options,
      isInstalled,
      records,
      mailCount: mails.length,
      callCount: options.calls.list().length,
      extensions: extensions.map((one) => ({ ...one, error: 'error' in one.bundle ? one.bundle.error : undefined })),
    });
    response.send(frame.page(request, 'Home', body));
  });

  router.get('/search', async (request, response) => {
    const query = typeof request.query.q === 'string' ? request.query.q : '';
    const records = await reader.search(portalId, query, SEARCH_LIMIT);
    const only = records.length === 1 ? records[0] : undefined;
    if (only) return response.redirect(`/contacts/${portalId}/record/${only.objectTypeId}/${only.id}`);
    const body = html`<main class="pt-page">
      <h1>Records that match “${query}”</h1>
      <section class="pt-box">${records.length === 0 ? html`<p class="pt-muted">No contact, company or deal was found.</p>` : recordTable(portalId, records)}</section>
    </main>`;
    response.send(frame.page(request, 'Search', body, query));
  });

  router.use(listRouter({ portalId, frame, cards: options.cards, reader }));
  router.use(recordRouter({ portalId, frame, cards: options.cards, reader }));
  router.use(appRouter({ ...options, frame }));

  router.get(['/mail', '/mail/:id'], async (request, response) => {
    const mails = await options.mail.list();
    const { id } = request.params;
    const selected = typeof id === 'string' && /^\d+$/.test(id) ? await options.mail.read(Number(id)) : mails[0];
    response.send(frame.page(request, 'Mail inbox', mailPage({ mails, selected })));
  });

  return router;
}
