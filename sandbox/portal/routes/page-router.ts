import { Router, type Request } from 'express';
import { mailPage } from '../../mail/mail-page.ts';
import type { MailStore } from '../../mail/mail-store.ts';
import type { CardShelf } from '../build/create-card-shelf.ts';
import type { PageData, PortalUser } from '../page/page-data.ts';
import { homePage, recordTable } from '../pages/home-page.ts';
import { html, jsonForScript, type Html } from '../pages/html.ts';
import { layout } from '../pages/layout.ts';
import type { CallJournal } from '../proxy/call-journal.ts';
import type { RecordReader } from '../records/create-record-reader.ts';
import { describeRecord } from '../records/describe-record.ts';
import { findObjectType, objectTypes } from '../records/object-types.ts';
import { showProperty } from '../records/show-property.ts';

export interface PageRouterOptions {
  portalId: number;
  timeZone: string;
  users: PortalUser[];
  appId: number;
  appName: string;
  webOrigin: string;
  installUrl: string;
  permittedIframeUrls: string[];
  componentNames: string[];
  assetVersion: string;
  cards: CardShelf;
  reader: RecordReader;
  mail: MailStore;
  calls: CallJournal;
}

const ASSOCIATED_SHOWN = 4;
const SEARCH_LIMIT = 30;
const LIST_LIMIT = 25;

/** The portal's pages: home, record, search, mail. */
export function pageRouter(options: PageRouterOptions): Router {
  const { portalId, reader, users } = options;
  const router = Router();

  function currentUser(request: Request): PortalUser {
    const id = /(?:^|;\s*)sandbox_user=(\d+)/.exec(request.headers.cookie ?? '')?.[1];
    const user = users.find((candidate) => String(candidate.userId) === id) ?? users[0];
    if (!user) throw new Error('The portal has no users');
    return user;
  }

  function page(request: Request, title: string, body: Html, query?: string): string {
    return layout({ title, body, query, assetVersion: options.assetVersion, user: currentUser(request), users, path: request.originalUrl });
  }

  router.get('/', async (request, response) => {
    const { cards } = await options.cards();
    const [isInstalled, records, mails] = await Promise.all([reader.isInstalled(portalId), reader.listStartingPoints(portalId), options.mail.list()]);
    const body = homePage({
      ...options,
      isInstalled,
      records,
      mailCount: mails.length,
      callCount: options.calls.list().length,
      cards: cards.map((card) => ({ ...card, error: 'error' in card.bundle ? card.bundle.error : undefined })),
    });
    response.send(page(request, 'Home', body));
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
    response.send(page(request, 'Search', body, query));
  });

  router.get('/contacts/:portalId/objects/:objectTypeId', async (request, response, next) => {
    const type = findObjectType(request.params.objectTypeId);
    if (!type || request.params.portalId !== String(portalId)) return next();
    const records = await reader.list(portalId, type.id, LIST_LIMIT);
    const links = objectTypes.map(
      (one) => html`<a href="/contacts/${portalId}/objects/${one.id}" ${one.id === type.id && html`aria-current="page"`}>${one.plural}</a>`,
    );
    const body = html`<main class="pt-page">
      <h1>${type.plural}</h1>
      <nav class="pt-types" aria-label="Object types">${links}</nav>
      <section class="pt-box">${recordTable(portalId, records)}</section>
      <p class="pt-muted">The first ${records.length} by record id. Search finds the others.</p>
    </main>`;
    response.send(page(request, type.plural, body));
  });

  router.get('/contacts/:portalId/record/:objectTypeId/:objectId', async (request, response) => {
    const { objectTypeId, objectId } = request.params;
    const type = findObjectType(objectTypeId);
    const record = type && request.params.portalId === String(portalId) ? await reader.read(portalId, objectTypeId, objectId) : undefined;
    if (!type || !record) {
      const body = html`<main class="pt-page"><h1>There is no such record</h1><p class="pt-muted">Portal ${request.params.portalId}, type ${objectTypeId}, id ${objectId}.</p></main>`;
      return void response.status(404).send(page(request, 'Not found', body));
    }
    const [{ cards, variables }, isInstalled, properties, associated] = await Promise.all([
      options.cards(type.name),
      reader.isInstalled(portalId),
      reader.properties(portalId, type.id),
      reader.listAssociated(portalId, record, ASSOCIATED_SHOWN),
    ]);
    const property = (name: string) => {
      const definition = properties.get(name);
      return { name, label: definition?.label ?? name, value: showProperty(definition, name, record.properties[name] ?? '') };
    };
    const { name, subtitle } = describeRecord(record);
    const data: PageData = {
      portalId,
      timeZone: options.timeZone,
      appId: options.appId,
      appName: options.appName,
      isInstalled,
      installUrl: options.installUrl,
      user: currentUser(request),
      variables,
      permittedIframeUrls: options.permittedIframeUrls,
      componentNames: options.componentNames,
      record: {
        objectTypeId: type.id,
        id: record.id,
        typeName: type.singular,
        name,
        subtitle,
        about: type.about.map(property),
        all: Object.keys(record.properties).sort().map(property),
      },
      associated,
      cards,
    };
    const body = html`<div id="record"></div>
      <script type="application/json" id="page-data">${jsonForScript(data)}</script>
      <script src="/portal/assets/page.js?v=${options.assetVersion}"></script>`;
    response.send(page(request, name, body));
  });

  router.get(['/mail', '/mail/:id'], async (request, response) => {
    const mails = await options.mail.list();
    const { id } = request.params;
    const selected = typeof id === 'string' && /^\d+$/.test(id) ? await options.mail.read(Number(id)) : mails[0];
    response.send(page(request, 'Mail inbox', mailPage({ mails, selected })));
  });

  return router;
}
