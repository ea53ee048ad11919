import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import type { TableQuery } from '#contract';
import { seedBusinessDatabase } from '../../sandbox/business/seed-business-database.ts';
import { addConnection } from '../../src/connections/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { installApp } from './install-app.ts';
import { SAM, startTestApp } from './start-test-app.ts';
import type { TestApp } from './start-test-app.ts';
import { createEmptyDatabase } from './test-database.ts';
import { startTestHubSpot } from './start-test-hubspot.ts';
import type { TestHubSpot } from './start-test-hubspot.ts';

const COMPANIES = 150;

export type BusinessWorld = {
  readonly world: TestHubSpot;
  readonly test: TestApp;
  /** HubSpot's company whose orders the business database holds. */
  readonly acme: TableQuery['record'];
  /** The address that the app reads by; the connection `erp` has it. */
  readonly readerUrl: URL;
  /** Asks the business database itself. */
  truth<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]>;
  /** Connects the same tables once more, under another key and by another address. */
  connect(key: string, url: string): Promise<void>;
  close(): Promise<void>;
};

/** HubSpot's stand-in, the sandbox's business database and an app between them, installed and connected. `before`: prepares the stand-in. */
export async function startBusinessWorld(size: { readonly contacts: number; readonly orders: number; readonly seed: number }, before: (world: TestHubSpot) => Promise<unknown> = async () => undefined): Promise<BusinessWorld> {
  const [world, business] = await Promise.all([startTestHubSpot(size.contacts), createEmptyDatabase()]);
  const reader = `business_reader_${randomUUID().slice(0, 8)}`;
  await before(world);
  await seedBusinessDatabase({ adminUrl: business.adminUrl, readerPassword: 'reader-password', readerRole: reader, orders: size.orders, companies: COMPANIES, seed: size.seed });
  const test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl });
  await installApp(test);
  const readerUrl = Object.assign(new URL(business.adminUrl), { username: reader, password: 'reader-password' });
  const tables = JSON.parse(await readFile('sandbox/business/tables.json', 'utf8')) as object;

  async function connect(key: string, url: string): Promise<void> {
    await addConnection(test.app.context, PortalId.parse(SAM.portalId), { key, name: 'Business database', sourceKey: 'postgres', config: { ...tables, url } });
  }
  async function truth<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: business.adminUrl });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  await connect('erp', readerUrl.toString());
  return {
    world, test, readerUrl, truth, connect,
    acme: { objectTypeId: '0-2', objectId: String(world.special.companyId) },
    async close() {
      await test.close();
      await world.close();
      await truth(`drop owned by ${reader}`);
      await business.drop();
    },
  };
}
