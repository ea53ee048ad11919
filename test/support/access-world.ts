import { randomUUID } from 'node:crypto';
import type { Policy, PolicyRule, StartExportRequest } from '#contract';
import { addConnection } from '../../src/connections/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { DEFAULT_POLICY } from '../../src/policies/index.ts';
import { createOrders } from './orders-app.ts';
import { startPeopleServer } from './people-server.ts';
import type { PeopleServer } from './people-server.ts';
import { SAM, startTestApp } from './start-test-app.ts';
import type { TestApp, TestAppOptions } from './start-test-app.ts';

/** Sam installed the app and is its admin. Ben and Ada are people of the same portal, Eve of another one. */
export const ADMIN = SAM;
export const BEN = { portalId: SAM.portalId, userId: '503', userEmail: 'ben.buyer@acme.example' };
export const ADA = { portalId: SAM.portalId, userId: '502', userEmail: 'ada.admin@acme.example' };
export const EVE = { portalId: '4711002', userId: '501', userEmail: 'eve@other.example' };
export const EVERYBODY = { kind: 'everybody' } as const;
export const ORDERS = { connection: 'erp', table: 'orders', scope: null } as const;

export type AccessWorld = {
  readonly test: TestApp;
  readonly hubspot: PeopleServer;
  /** Saves this policy as the admin, whatever stood there; what is left out is open. */
  setPolicy(change: { readonly rules?: PolicyRule[]; readonly admins?: Policy['admins']; readonly approval?: Partial<Policy['approval']> }): Promise<void>;
  request(change?: Partial<StartExportRequest['query']>): StartExportRequest;
  close(): Promise<void>;
};

/** A portal with a business table of 60 orders, people HubSpot knows, and a second portal. */
export async function startAccessWorld(options: TestAppOptions = {}, rows = 60): Promise<AccessWorld> {
  const hubspot = await startPeopleServer([
    { userId: ADMIN.userId, email: ADMIN.userEmail, name: 'Sam Seller', ownerId: '9501', teamIds: [], superAdmin: false },
    { userId: ADA.userId, email: ADA.userEmail, name: 'Ada Admin', ownerId: '9502', teamIds: [], superAdmin: true },
    { userId: BEN.userId, email: BEN.userEmail, name: 'Ben Buyer', ownerId: '9503', teamIds: ['7'], superAdmin: false },
  ]);
  const business = await createOrders(rows);
  const test = await startTestApp({ hubspotApiUrl: hubspot.url, ...options });
  await test.pretendInstalled(SAM.portalId);
  await test.pretendInstalled(EVE.portalId);
  await addConnection(test.app.context, PortalId.parse(SAM.portalId), business.connection);

  async function setPolicy({ approval = {}, ...change }: Parameters<AccessWorld['setPolicy']>[0]): Promise<void> {
    const { version } = await test.ask('get-settings', {}, ADMIN);
    await test.ask('save-settings', { version, policy: { admins: [], rules: [], ...change, approval: { ...DEFAULT_POLICY.approval, ...approval } } }, ADMIN);
  }

  return {
    test, hubspot, setPolicy,
    request: (change = {}) => ({ requestId: randomUUID(), format: 'csv', query: { record: { objectTypeId: '0-2', objectId: '77' }, tableId: 'erp:orders@portal', columns: ['id', 'number', 'net', 'note'], filters: [], ...change } }),
    async close() {
      await test.close();
      await business.drop();
      await hubspot.close();
    },
  };
}
