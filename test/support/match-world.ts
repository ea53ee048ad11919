import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { DecideMatchRequest, ShowMatchResponse, TableQuery } from '#contract';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { startBusinessWorld } from './business-world.ts';
import { SAM } from './start-test-app.ts';
import type { TestApp } from './start-test-app.ts';
import type { TestCaller } from './sign-card-request.ts';
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
  // What HubSpot notes on the record that others were merged into.
  const { world, test, truth, close } = await startBusinessWorld({ contacts: 60, orders: 2_000, seed: 3 }, (hubspot) => hubspot.query(`insert into hubspot.properties (portal_id, object_type, name, definition)
    select portal_id, object_type, 'hs_merged_object_ids', definition || '{"name": "hs_merged_object_ids"}' from hubspot.properties where object_type = '0-2' and name = 'description'`));

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
    close,
  };
}
