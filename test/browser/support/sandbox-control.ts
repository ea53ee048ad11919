import { expect } from 'vitest';
import type { Stack } from '../../../scripts/stack/index.ts';

/** HubSpot no longer lets the app read contacts. */
export const CONTACTS_FORBIDDEN = {
  match: { method: 'GET', path: '^/crm/objects/[^/]+/0-1\\?' },
  then: { status: 403, body: { status: 'error', message: "This app hasn't been granted all required scopes to make this call.", category: 'MISSING_SCOPES' } },
};

/** Makes the stand-in HubSpot slow or faulty, through its own control route. */
export async function setHubSpot(stack: Stack, settings: { latencyMs?: number; faults?: unknown[] }): Promise<void> {
  const response = await fetch(`${stack.portalUrl}/__sandbox/hubspot/settings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  });
  expect(response.status).toBe(200);
}

/** A card's call as the sandbox signs it for that user: what the backend answered. */
export async function askAs(stack: Stack, userId: number, route: string, body: unknown): Promise<unknown> {
  const response = await fetch(`${stack.portalUrl}/portal/fetch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: `https://api.siderail.example/ui/${route}`, method: 'POST', body, userId }),
  });
  return ((await response.json()) as { body: unknown }).body;
}
