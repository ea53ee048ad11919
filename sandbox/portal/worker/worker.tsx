/**
 * The worker one card runs in. HubSpot's bundles find everything they need in worker globals, which
 * must all exist before the bundle is imported: the SDK reads some of them once, while it loads.
 */
import * as React from 'react';
import * as RemoteUI from '@remote-ui/react';
import { createRemoteRoot } from '@remote-ui/core';
import { createEndpoint, retain } from '@remote-ui/rpc';
import { ErrorBoundary } from './error-boundary.tsx';
import { hsFetch, type FetchOptions } from './hs-fetch.ts';
import type { CardApi, CrmReply, PageApi, WorkerApi } from './worker-protocol.ts';

declare function importScripts(...urls: string[]): void;

type Extension = (api: CardApi) => React.ReactElement;

const page = createEndpoint<PageApi>(self as never, {
  callable: ['hsFetch', 'fetchCrmProperties', 'fetchAssociations', 'log', 'reportError'],
}) as unknown as { call: PageApi; expose(api: WorkerApi): void };

const ApiContext = React.createContext<CardApi | undefined>(undefined);
let extension: Extension | undefined;

function useExtensionApi(): CardApi {
  const api = React.useContext(ApiContext);
  if (!api) throw new Error('This hook was called outside of the card');
  return api;
}

let pageLocation: { path: string; params: Record<string, string> } = { path: '/', params: {} };
const pageLocationListeners = new Set<() => void>();

function subscribeToPageLocation(listener: () => void): () => void {
  pageLocationListeners.add(listener);
  return () => pageLocationListeners.delete(listener);
}

function log(level: string) {
  return (data: string | number) => void page.call.log(level, data);
}

/** The SDK's hooks call `json()` on this and keep `cleanup`, a function: a real Response cannot carry one. */
function jsonReply(reply: CrmReply) {
  return { ok: true, json: async () => ({ ...reply, cleanup: () => undefined }) };
}

function notEmulated(name: string) {
  return async () => ({ ok: false, json: async () => ({ error: `${name} is not emulated by the sandbox portal` }) });
}

Object.assign(self, {
  __HUBSPOT_EXTENSION_WORKER__: true,
  React,
  RemoteUI,
  extend_V2(callback: Extension) {
    extension = callback;
  },
  logger: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
  hsFetch: (url: string | URL, options?: FetchOptions) => hsFetch((request) => page.call.hsFetch(request), url, options),
  serverless: async () => {
    throw new Error('Serverless functions do not exist for marketplace apps');
  },
  hsWorkerAPI: {
    useExtensionApi,
    useExtensionContext: () => useExtensionApi().context,
    useExtensionActions: () => useExtensionApi().actions,
    useAppPageLocation: () => React.useSyncExternalStore(subscribeToPageLocation, () => pageLocation),
    fetchCrmProperties: async (names: string[]) => jsonReply(await page.call.fetchCrmProperties(names)),
    fetchAssociations: async (request: unknown) => jsonReply(await page.call.fetchAssociations(request)),
    fetchCrmSearch: notEmulated('useCrmSearch'),
    formatCrmProperties: notEmulated('formatCrmProperties'),
    fetchHubSpotApi: notEmulated('fetchHubSpotApi'),
  },
});

self.addEventListener('error', (event) => {
  void page.call.reportError({ kind: 'worker', message: event.message, stack: event.error?.stack });
});
self.addEventListener('unhandledrejection', (event) => {
  const reason: unknown = event.reason;
  const message = reason instanceof Error ? reason.message : String(reason);
  void page.call.reportError({ kind: 'rejection', message, stack: reason instanceof Error ? reason.stack : undefined });
});

page.expose({
  load(bundleUrl) {
    importScripts(bundleUrl);
    if (!extension) throw new Error('The bundle never called hubspot.extend(), so there is nothing to render');
  },
  setPageLocation(location) {
    pageLocation = location;
    for (const listener of pageLocationListeners) listener();
  },
  render(channel, api, componentNames) {
    // Proxied functions die with the call that brought them unless they are retained.
    retain(channel);
    retain(api);
    // With this list a raw element such as <div> is refused, as HubSpot refuses it.
    const root = createRemoteRoot(channel as never, { components: componentNames as never });
    const onError = (error: Error) =>
      void page.call.reportError({ kind: 'render', message: error.message, stack: error.stack });
    const card = extension?.(api);
    RemoteUI.createRoot(root).render(
      <ApiContext.Provider value={api}>
        <ErrorBoundary onError={onError}>{card}</ErrorBoundary>
      </ApiContext.Provider>,
    );
    void root.mount();
  },
});
