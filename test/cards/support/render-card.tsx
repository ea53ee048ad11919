import { createRenderer } from '@hubspot/ui-extensions/testing';
import { vi } from 'vitest';
import { SidebarCard } from '../../../hubspot-project/app/cards/components/sidebar-card.tsx';
import { TabCard } from '../../../hubspot-project/app/cards/components/tab-card.tsx';
import { ORIGIN, type FakeBackend } from './fake-backend.ts';
import { mountSurface } from './mount-surface.tsx';

export type { AnyNode } from './mount-surface.tsx';

/** A card on company 42 of Sam Seller, drawn by HubSpot's own test renderer, with `backend` behind `hubspot.fetch`. */
export function renderCard(which: 'tab' | 'sidebar', backend: FakeBackend, contextPart: Record<string, unknown> = {}) {
  vi.stubGlobal('self', globalThis);
  vi.stubGlobal('hsFetch', backend.fetch);
  const renderer = createRenderer(which === 'tab' ? 'crm.record.tab' : 'crm.record.sidebar');
  const { actions, context } = renderer.mocks;
  Object.assign(context, {
    crm: { objectId: 42, objectTypeId: '0-2' },
    variables: { API_ORIGIN: ORIGIN },
    user: { ...context.user, email: 'sam.seller@acme.example', locale: 'en-US' },
    ...contextPart,
  });
  const Card = which === 'tab' ? TabCard : SidebarCard;
  return { actions, ...mountSurface(renderer, <Card context={context} actions={actions} />, backend) };
}
