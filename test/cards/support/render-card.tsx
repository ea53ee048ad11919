import { createRenderer } from '@hubspot/ui-extensions/testing';
import { vi } from 'vitest';
import { GlanceCard } from '../../../hubspot-project/app/cards/components/glance-card.tsx';
import { SidebarCard } from '../../../hubspot-project/app/cards/components/sidebar-card.tsx';
import { TabCard } from '../../../hubspot-project/app/cards/components/tab-card.tsx';
import { ORIGIN, type FakeBackend } from './fake-backend.ts';
import { mountSurface } from './mount-surface.tsx';

export type { AnyNode } from './mount-surface.tsx';

const PLACES = {
  tab: { location: 'crm.record.tab', Card: TabCard },
  sidebar: { location: 'crm.record.sidebar', Card: SidebarCard },
  preview: { location: 'crm.preview', Card: GlanceCard },
  helpdesk: { location: 'helpdesk.sidebar', Card: GlanceCard },
} as const;

/** A card on company 42 of Sam Seller, drawn by HubSpot's own test renderer, with `backend` behind `hubspot.fetch`. */
export function renderCard(which: keyof typeof PLACES, backend: FakeBackend, contextPart: Record<string, unknown> = {}) {
  vi.stubGlobal('self', globalThis);
  vi.stubGlobal('hsFetch', backend.fetch);
  const renderer = createRenderer(PLACES[which].location);
  const { actions, context } = renderer.mocks;
  Object.assign(context, {
    crm: { objectId: 42, objectTypeId: '0-2' },
    variables: { API_ORIGIN: ORIGIN },
    user: { ...context.user, email: 'sam.seller@acme.example', locale: 'en-US' },
    ...contextPart,
  });
  const { Card } = PLACES[which];
  return { actions, ...mountSurface(renderer, <Card context={context} actions={actions} />, backend) };
}
