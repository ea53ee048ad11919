import { createPageRouter, PageRoutes } from '@hubspot/ui-extensions/pages';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import type { ComponentType } from 'react';
import { vi } from 'vitest';
import { PageFrame } from '../../../hubspot-project/app/pages/components/page-frame.tsx';
import { ORIGIN, type FakeBackend } from './fake-backend.ts';
import { mountSurface } from './mount-surface.tsx';

type Options = { readonly params?: Record<string, string>; readonly language?: string };

/** One page of the app as Sam Seller sees it, or somebody with another language, with `backend` behind `hubspot.fetch`. */
export function renderPage(page: ComponentType, backend: FakeBackend, { params = {}, language = 'en' }: Options = {}) {
  vi.stubGlobal('self', globalThis);
  vi.stubGlobal('hsFetch', backend.fetch);
  const renderer = createRenderer('pages');
  const { actions, context } = renderer.mocks;
  Object.assign(context, { variables: { API_ORIGIN: ORIGIN }, user: { ...context.user, email: 'sam.seller@acme.example', locale: language, language } });
  const Router = createPageRouter(
    <PageRoutes>
      <PageRoutes.IndexRoute component={page} />
    </PageRoutes>,
  );
  renderer.mocks.setPageLocation({ path: '/', params });
  const surface = (
    <PageFrame context={context} actions={actions}>
      <Router />
    </PageFrame>
  );
  return { actions, ...mountSurface(renderer, surface, backend) };
}
