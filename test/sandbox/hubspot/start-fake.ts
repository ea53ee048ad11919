import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { onTestFinished } from 'vitest';
import { createApiServer, createHubSpot, type HubSpot, type HubSpotOptions } from '../../../sandbox/hubspot/index.ts';
import { openDatabase } from './open-database.ts';

export const redirectUri = 'http://app.example/oauth/callback';
export const allScopes = ['oauth', 'crm.objects.contacts.read', 'crm.objects.contacts.write', 'crm.objects.companies.read',
  'crm.objects.companies.write', 'crm.objects.deals.read', 'crm.objects.deals.write', 'tickets', 'e-commerce',
  'crm.objects.owners.read', 'crm.schemas.contacts.write'];
const user = { userId: 501, email: 'sam.seller@acme.example', firstName: 'Sam', lastName: 'Seller' };
const details = { timeZone: 'Europe/Berlin', currency: 'EUR', uiDomain: 'app.hubspot.com' };

/** Whatever came over the wire; each test looks at the fields it names. */
export type Wire = ReturnType<typeof JSON.parse>;
export type Answer = { status: number; headers: Headers; text: string; json: Wire };
export type Fake = Awaited<ReturnType<typeof startFake>>;

/** The fake on real sockets with a database of its own and a clock that stands still until a test moves it. */
export async function startFake(change: Partial<HubSpotOptions> = {}) {
  const { pool, close } = await openDatabase();
  const clock = { now: Date.UTC(2026, 10, 22, 12) };
  const hubspot = await createHubSpot({
    pool,
    portal: { portalId: 4711001, ...details },
    users: [user],
    size: { seed: 1, contacts: 450, companies: 20, deals: 3000 },
    otherPortals: [{ portal: { portalId: 4711002, ...details }, users: [{ ...user, userId: 601, email: 'olga@other.example' }], size: { seed: 2, contacts: 30, companies: 4, deals: 10 } }],
    app: { appId: 990001, clientId: 'sandbox-client', clientSecret: 'sandbox-secret', redirectUrls: [redirectUri], requiredScopes: ['oauth', 'crm.objects.contacts.read'], optionalScopes: allScopes.slice(2) },
    now: () => clock.now,
    ...change,
  });
  await hubspot.seed();
  const api = createApiServer(hubspot.api).listen(0, '127.0.0.1');
  const page = express().use(hubspot.authorize).use('/control', hubspot.control).listen(0, '127.0.0.1');
  await Promise.all([once(api, 'listening'), once(page, 'listening')]);
  const apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  const pageUrl = `http://127.0.0.1:${(page.address() as AddressInfo).port}`;

  const call = async (method: string, path: string, token?: string, body?: unknown): Promise<Answer> => answerOf(await fetch(apiUrl + path, {
    method,
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }));
  const token = async (fields: Record<string, string>, path = '/oauth/2026-09/token'): Promise<Answer> => answerOf(await fetch(apiUrl + path, {
    method: 'POST', body: new URLSearchParams({ client_id: 'sandbox-client', client_secret: 'sandbox-secret', ...fields }),
  }));
  const consent = async (query: Record<string, string>, form: Record<string, string> = { decision: 'connect' }) => fetch(
    `${pageUrl}/oauth/authorize?${new URLSearchParams(query)}`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  const code = async (portalId = 4711001, scopes = allScopes): Promise<string> => {
    const decided = await consent({ client_id: 'sandbox-client', redirect_uri: redirectUri, scope: scopes.join(' ') }, { decision: 'connect', portalId: String(portalId) });
    return new URL(decided.headers.get('location') ?? '').searchParams.get('code') ?? '';
  };
  const install = async (portalId = 4711001, scopes = allScopes): Promise<{ access: string; refresh: string }> => {
    const { json } = await token({ grant_type: 'authorization_code', redirect_uri: redirectUri, code: await code(portalId, scopes) });
    return { access: json.access_token, refresh: json.refresh_token };
  };
  const stop = async () => {
    hubspot.webhooks.close();
    for (const server of [api, page]) {
      server.closeAllConnections();
      server.close();
    }
    await close();
  };
  return { hubspot, pool, clock, apiUrl, pageUrl, call, token, consent, code, install, stop };
}

/** Changes settings for the running test only. */
export function withSettings(hubspot: HubSpot, change: Partial<HubSpot['settings']>): void {
  const before = structuredClone(hubspot.settings);
  Object.assign(hubspot.settings, change);
  onTestFinished(() => void Object.assign(hubspot.settings, before));
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}
