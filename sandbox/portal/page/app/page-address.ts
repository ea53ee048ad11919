import type { HostData, PageLocation } from '../page-data.ts';

type App = Pick<HostData, 'portalId' | 'appId'>;

/** The address of one of the app's pages, as HubSpot forms it: `/app/<portal>/<app><path>?<params>` (app pages, 2026). */
export function pageAddress(app: App, to: string, params: Record<string, string> = {}): string {
  const rest = new Map(Object.entries(params));
  const path = to.replace(/:([A-Za-z0-9_]+)/g, (token, name: string) => {
    const value = rest.get(name);
    if (value === undefined) return token;
    rest.delete(name);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams([...rest]).toString();
  return `${root(app)}${path === '/' ? '' : path}${query && `?${query}`}`;
}

/** The other way round: where in the app's pages an address leads. */
export function readPageLocation(app: App, url: Pick<URL, 'pathname' | 'search'>): PageLocation {
  const path = decodeURIComponent(url.pathname.slice(root(app).length)).replace(/\/+$/, '');
  return { path: path || '/', params: Object.fromEntries(new URLSearchParams(url.search)) };
}

function root({ portalId, appId }: App): string {
  return `/app/${portalId}/${appId}`;
}
