import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import type { DecideMatchRequest, ShowMatchResponse, TableQuery } from '#contract';
import { seedBusinessDatabase } from '../../sandbox/business/seed-business-database.ts';
import { addConnection } from '../../src/connections/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { installApp } from './install-app.ts';
import { SAM, startTestApp } from './start-test-app.ts';
import type { TestApp } from './start-test-app.ts';
import type { TestCaller } from './sign-card-request.ts';
import { createEmptyDatabase } from './test-database.ts';
import { startTestHubSpot } from './start-test-hubspot.ts';
import type { TestHubSpot } from './start-test-hubspot.ts';

export type MatchRecord = TableQuery['record'];
export type Decision = DecideMatchRequest extends infer Each ? (Each extends DecideMatchRequest ? Omit<Each, 'requestId' | 'tableId' | 'record'> : never) : never;

export const MATCH_PORTAL = PortalId.parse(SAM.portalId);
export const ORDERS = 'erp:orders@record';

export type MatchWorld = {
  readonly world: TestHubSpot;
  readonly test: TestApp;
  /** Asks the business database itself. */
  truth<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]>;
  company(name: string): Promise<MatchRecord>;
  /** The n-th of the companies that have a customer of the same domain. */
  companyNo(n: number): Promise<MatchRecord>;
  /** How many orders a customer has. */
  ordersOf(customer: string): Promise<number>;
  show(record: MatchRecord, tableId?: string): Promise<ShowMatchResponse>;
  decide(record: MatchRecord, decision: Decision, caller?: TestCaller): ReturnType<TestApp['call']>;
  rowsOf(record: MatchRecord): Promise<number | null>;
  setProperty(record: MatchRecord, property: string, value: string): Promise<void>;
  close(): Promise<void>;
};

/** HubSpot's stand-in, a business database whose customers some companies are, and an app between them. */
export async function startMatchWorld(): Promise<MatchWorld> {
  const [world, business] = await Promise.all([startTestHubSpot(60), createEmptyDatabase()]);
  const reader = `business_reader_${randomUUID().slice(0, 8)}`;
  // What HubSpot notes on the record that others were merged into.
  await world.query(`insert into hubspot.properties (portal_id, object_type, name, definition)
    select portal_id, object_type, 'hs_merged_object_ids', definition || '{"name": "hs_merged_object_ids"}' from hubspot.properties where object_type = '0-2' and name = 'description'`);
  await seedBusinessDatabase({ adminUrl: business.adminUrl, readerPassword: 'reader-password', readerRole: reader, orders: 2_000, companies: 150, seed: 3 });
  const test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl });
  await installApp(test);
  const url = new URL(business.adminUrl);
  url.username = reader;
  url.password = 'reader-password';
  const tables = JSON.parse(await readFile('sandbox/business/tables.json', 'utf8')) as object;
  await addConnection(test.app.context, MATCH_PORTAL, { key: 'erp', name: 'Business database', sourceKey: 'postgres', config: { ...tables, url: url.toString() } });

  async function truth<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: business.adminUrl });
    await client.connect();
    const { rows } = await client.query<Row>(sql);
    await client.end();
    return rows;
  }

  async function companyWith(property: string, value: string): Promise<MatchRecord> {
    const [found] = await world.query<{ id: string }>(`select id::text from hubspot.records where portal_id = 4711001 and object_type = '0-2' and properties ->> $1 = $2`, [property, value]);
    return { objectTypeId: '0-2', objectId: found!.id };
  }

  return {
    world, test, truth,
    company: (name) => companyWith('name', name),
    companyNo: (n) => companyWith('domain', `company-${n}.example`),
    ordersOf: async (customer) => (await truth<{ n: number }>(`select count(*)::int as n from erp.orders where customer_id = ${customer}`))[0]!.n,
    show: (record, tableId = ORDERS) => test.ask('show-match', { record, tableId }),
    decide: (record, decision, caller = SAM) => test.call('decide-match', { requestId: randomUUID(), record, tableId: ORDERS, ...decision } as DecideMatchRequest, caller),
    rowsOf: async (record) => (await test.ask('view-table', { query: { record, tableId: ORDERS, columns: ['id'], filters: [] } })).totalRows,
    setProperty: async (record, property, value) => {
      await world.query(`update hubspot.records set properties = properties || jsonb_build_object($2::text, $3::text) where portal_id = 4711001 and id = $1`, [record.objectId, property, value]);
    },
    async close() {
      await test.close();
      await world.close();
      await truth(`drop owned by ${reader}`);
      await business.drop();
    },
  };
}
