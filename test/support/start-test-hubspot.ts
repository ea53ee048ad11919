import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pg from 'pg';
import { createApiServer, createHubSpot, SPECIAL } from '../../sandbox/hubspot/index.ts';
import type { HubSpot } from '../../sandbox/hubspot/index.ts';
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from '../../src/installs/index.ts';
import { createEmptyDatabase } from './test-database.ts';

export type TestHubSpot = {
  readonly hubspot: HubSpot;
  readonly apiUrl: string;
  readonly authorizeUrl: string;
  readonly special: typeof SPECIAL;
  /** Asks the stand-in's own tables; for what HubSpot would show an admin. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

const SAM = { userId: 501, email: 'sam.seller@acme.example', firstName: 'Sam', lastName: 'Seller' };

/** The stand-in for HubSpot on real sockets with a small portal, and a second one that must never be seen. `random` decides what its faults strike. */
export async function startTestHubSpot(contacts = 1_200, random?: () => number): Promise<TestHubSpot> {
  const database = await createEmptyDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 8 });
  pool.on('error', () => undefined);
  const size = { seed: 7, contacts, companies: 150, deals: 400 };
  const hubspot = await createHubSpot({
    pool,
    portal: { portalId: 4_711_001, timeZone: 'Europe/Berlin', currency: 'EUR', uiDomain: 'localhost' },
    users: [SAM],
    size,
    ...(random !== undefined && { random }),
    otherPortals: [{ portal: { portalId: 4_711_002, timeZone: 'UTC', currency: 'USD', uiDomain: 'localhost' }, users: [{ ...SAM, userId: 601, email: 'eve@other.example' }], size: { ...size, seed: 8, contacts: 60 } }],
    app: { appId: 990_001, clientId: 'sandbox-client', clientSecret: 'sandbox-secret-0123456789abcdef', redirectUrls: ['http://localhost:4701/oauth/callback'], requiredScopes: [...REQUIRED_SCOPES], optionalScopes: [...OPTIONAL_SCOPES] },
  });
  await hubspot.seed();
  const api = createApiServer(hubspot.api).listen(0, '127.0.0.1');
  const pages = createServer(express().use(hubspot.authorize)).listen(0, '127.0.0.1');
  await Promise.all([once(api, 'listening'), once(pages, 'listening')]);
  const port = (server: typeof api): number => (server.address() as AddressInfo).port;

  async function close(): Promise<void> {
    for (const server of [api, pages]) await new Promise((resolve) => server.close(resolve).closeAllConnections());
    await pool.end();
    await database.drop();
  }

  return {
    hubspot, special: SPECIAL,
    apiUrl: `http://127.0.0.1:${port(api)}`,
    authorizeUrl: `http://127.0.0.1:${port(pages)}/oauth/authorize`,
    query: async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) => (await pool.query<Row>(sql, values)).rows,
    close,
  };
}
