import type { Request } from 'express';
import type { ProfileVariables } from '../build/interpolate-variables.ts';
import type { HostData, PageData, PortalUser } from '../page/page-data.ts';
import { html, jsonForScript, type Html } from '../pages/html.ts';
import { layout } from '../pages/layout.ts';
import type { RecordReader } from '../records/create-record-reader.ts';

export interface PageFrameOptions {
  portalId: number;
  timeZone: string;
  users: PortalUser[];
  appId: number;
  appName: string;
  installUrl: string;
  permittedIframeUrls: string[];
  componentNames: string[];
  assetVersion: string;
  reader: RecordReader;
}

/** What all pages of the portal have around them, and what pages with extensions hand to their script. */
export interface PageFrame {
  page(request: Request, title: string, body: Html, query?: string): string;
  /** A page that the script draws out of `data`. */
  drawn(request: Request, title: string, data: PageData): string;
  notFound(request: Request, text: string): string;
  hostData(request: Request, variables: ProfileVariables): Promise<HostData>;
}

export function createPageFrame(options: PageFrameOptions): PageFrame {
  const { portalId, users, assetVersion } = options;

  function currentUser(request: Request): PortalUser {
    const id = /(?:^|;\s*)sandbox_user=(\d+)/.exec(request.headers.cookie ?? '')?.[1];
    const user = users.find((candidate) => String(candidate.userId) === id) ?? users[0];
    if (!user) throw new Error('The portal has no users');
    return user;
  }

  function page(request: Request, title: string, body: Html, query?: string): string {
    return layout({ title, body, query, assetVersion, user: currentUser(request), users, path: request.originalUrl, appPath: `/app/${portalId}/${options.appId}`, appName: options.appName });
  }

  return {
    page,
    drawn: (request, title, data) =>
      page(
        request,
        title,
        html`<div id="record"></div>
          <script type="application/json" id="page-data">${jsonForScript(data)}</script>
          <script src="/portal/assets/page.js?v=${assetVersion}"></script>`,
      ),
    notFound: (request, text) => page(request, 'Not found', html`<main class="pt-page"><h1>There is no such page</h1><p class="pt-muted">${text}</p></main>`),
    async hostData(request, variables) {
      return {
        portalId,
        timeZone: options.timeZone,
        appId: options.appId,
        appName: options.appName,
        isInstalled: await options.reader.isInstalled(portalId),
        installUrl: options.installUrl,
        user: currentUser(request),
        variables,
        permittedIframeUrls: options.permittedIframeUrls,
        componentNames: options.componentNames,
      };
    },
  };
}
