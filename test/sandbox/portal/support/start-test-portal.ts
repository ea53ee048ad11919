import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { schema } from '../../../../sandbox/hubspot/storage/schema.ts';
import { createPortal, type Portal } from '../../../../sandbox/portal/create-portal.ts';
import { createEmptyDatabase } from '../../../support/test-database.ts';

export const PORTAL_ID = 4711001;
export const CARD_ORIGIN = 'https://api.fixture.example';
export const CLIENT_SECRET = 'sandbox-secret-0123456789abcdef';

export interface TestPortal extends Portal {
  origin: string;
  pool: Pool;
  /** Puts a grant into the fake HubSpot, or takes all of them away. */
  setInstalled(installed: boolean): Promise<void>;
  close(): Promise<void>;
}

const sandboxModules = join(import.meta.dirname, '..', '..', '..', '..', 'sandbox', 'node_modules');

/** A portal on a database and a port of its own, showing the fixture project's cards. */
export async function startTestPortal(options: { webOrigin: string }): Promise<TestPortal> {
  const database = await createEmptyDatabase();
  const pool = new Pool({ connectionString: database.adminUrl, max: 4 });
  await pool.query(schema);
  await insertRecords(pool);
  const directory = await mkdtemp(join(tmpdir(), 'siderail-portal-'));
  const projectDirectory = join(directory, 'project');
  await cp(join(import.meta.dirname, '..', 'fixtures', 'project'), projectDirectory, { recursive: true });
  await symlink(sandboxModules, join(projectDirectory, 'app', 'node_modules'));

  const portal = await createPortal({
    pool,
    projectDirectory,
    cacheDirectory: join(directory, 'cache'),
    portalId: PORTAL_ID,
    timeZone: 'Europe/Berlin',
    users: [
      { userId: 501, email: 'sam.seller@acme.example', firstName: 'Sam', lastName: 'Seller', isAdmin: false },
      { userId: 502, email: 'ada.admin@acme.example', firstName: 'Ada', lastName: 'Admin', isAdmin: true },
    ],
    appId: 990001,
    clientSecret: CLIENT_SECRET,
    webOrigin: options.webOrigin,
    cardOrigin: CARD_ORIGIN,
  });
  const server = await listen(portal);

  async function setInstalled(installed: boolean): Promise<void> {
    await pool.query('delete from hubspot.grants');
    if (!installed) return;
    await pool.query(`insert into hubspot.grants (portal_id, user_id, scopes, refresh_token, created_at) values ($1, 501, '{oauth}', 'test', 0)`, [PORTAL_ID]);
  }
  await setInstalled(true);

  return {
    ...portal,
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    pool,
    setInstalled,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pool.end();
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function listen(portal: Portal): Promise<Server> {
  return new Promise((resolve) => {
    const server = portal.app.listen(0, 'localhost', () => resolve(server));
  });
}

async function insertRecords(pool: Pool): Promise<void> {
  const records = [
    ['0-1', 100, { firstname: 'Maria', lastname: 'Johnson', email: 'maria.johnson@acme.example', jobtitle: 'Head of Purchasing', company: 'Acme Corporation', city: 'Zürich', country: 'Switzerland', lifecyclestage: 'customer', phone: '+49 300 5556677' }],
    ['0-2', 200, { name: 'Acme <b>Corporation</b>', domain: 'acme.example', city: 'Zürich', industry: 'MACHINERY' }],
    ['0-5', 500, { subject: 'Invoice is missing', hs_pipeline_stage: '1' }],
    ['0-3', 300, { dealname: 'Acme - Renewal 2026', amount: '12000.00', deal_currency_code: 'EUR', closedate: '2026-12-01T00:00:00Z' }],
  ] as const;
  for (const [type, id, properties] of records) {
    await pool.query('insert into hubspot.records values ($1, $2, $3, $4, now(), now())', [PORTAL_ID, type, id, JSON.stringify(properties)]);
  }
  const associations = [
    ['0-1', 100, '0-2', 200],
    ['0-2', 200, '0-1', 100],
    ['0-1', 100, '0-3', 300],
  ];
  for (const association of associations) {
    await pool.query(`insert into hubspot.associations values ($1, $2, $3, $4, $5, '{1}')`, [PORTAL_ID, ...association]);
  }
}
