import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pg from 'pg';
import { createApiServer, createHubSpot, type HubSpot, type HubSpotOptions, type SeedSize } from '../../../sandbox/hubspot/index.ts';
import { endPool } from '../../hubspot/end-pool.ts';
import { createEmptyDatabase } from '../../support/test-database.ts';

const REDIRECT = 'http://localhost/oauth/callback';
const SCOPES = ['oauth', ...['contacts', 'companies', 'deals', 'line_items', 'owners'].map((type) => `crm.objects.${type}.read`), 'crm.objects.contacts.write', 'tickets', 'e-commerce'];
const APP = { appId: 990001, clientId: 'sandbox-client', clientSecret: 'sandbox-secret', redirectUrls: [REDIRECT], requiredScopes: ['oauth'], optionalScopes: SCOPES.slice(1) };

export type FakeHubSpot = {
  readonly hubspot: HubSpot;
  readonly url: string;
  readonly token: string;
  readonly pool: pg.Pool;
  close(): Promise<void>;
};

/** The sandbox's HubSpot on a database and a socket of its own, with the app installed in portal 4711001. */
export async function startFakeHubSpot(size: Omit<SeedSize, 'seed'>, withheldScopes: string[] = []): Promise<FakeHubSpot> {
  const database = await createEmptyDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 8 });
  const hubspot = await createHubSpot({
    // The sandbox is a package of its own with its own copy of pg's types.
    pool: pool as unknown as HubSpotOptions['pool'],
    app: APP,
    portal: { portalId: 4711001, timeZone: 'Europe/Berlin', currency: 'EUR', uiDomain: 'app.hubspot.com' },
    users: [{ userId: 501, email: 'sam.seller@acme.example', firstName: 'Sam', lastName: 'Seller' }],
    size: { seed: 7, ...size },
  });
  hubspot.settings.withheldScopes = withheldScopes;
  await hubspot.seed();
  const app = express().use(hubspot.authorize).use(hubspot.api);
  const server: Server = createApiServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    hubspot,
    url,
    pool,
    token: await install(url),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await endPool(pool);
      await database.drop();
    },
  };
}

async function install(url: string): Promise<string> {
  const consent = new URL('/oauth/authorize', url);
  consent.search = new URLSearchParams({ client_id: APP.clientId, redirect_uri: REDIRECT, scope: 'oauth', optional_scope: SCOPES.slice(1).join(' ') }).toString();
  const decided = await fetch(consent, { method: 'POST', body: new URLSearchParams({ decision: 'connect' }), redirect: 'manual' });
  const code = new URL(decided.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const body = new URLSearchParams({ grant_type: 'authorization_code', client_id: APP.clientId, client_secret: APP.clientSecret, redirect_uri: REDIRECT, code });
  const answer = await fetch(new URL('/oauth/2026-09/token', url), { method: 'POST', body });
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`the fake did not install: ${answer.status}`);
  return token;
}
