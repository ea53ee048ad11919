import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionAddress, RouteName, Routes } from '#contract';
import { uiRoutes } from '../../server/routes/ui/index.ts';
import { readAddress } from '../../src/connections/address.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { DEFAULT_POLICY } from '../../src/policies/index.ts';
import { ADMIN, BEN, EVERYBODY, ORDERS, startAccessWorld } from '../support/access-world.ts';
import type { AccessWorld } from '../support/access-world.ts';
import { startReceiver } from '../support/scripted-receiver.ts';
import type { Receiver } from '../support/scripted-receiver.ts';

type World = { readonly jobId: string; readonly templateId: string; readonly destinationId: string; readonly shareId: string; readonly address: ConnectionAddress; readonly version: number };
/**
 * Who may ask: an admin; whoever the policy gives the table to; whoever the job or template is of; or everybody, who then
 * is shown nothing of others. For everybody there is a reason.
 */
type Asks<Name extends RouteName> =
  | { readonly who: 'admin' | 'policy' | 'owner'; readonly request: (world: World) => Routes[Name]['request'] }
  | { readonly who: 'everybody'; readonly because: string; readonly request: (world: World) => Routes[Name]['request'] };

const RECORD = { objectTypeId: '0-2', objectId: '77' } as const;
const query = { record: RECORD, tableId: 'erp:orders@portal', columns: [], filters: [] };
const requestId = (): string => randomUUID();
const job = { who: 'owner', request: ({ jobId }: World) => ({ jobId }) } as const;
const tables = [{ title: 'Orders, again', schema: 'public', table: 'orders', rowKey: 'id', portal: true, links: [] }];
const NO_RULES = { rules: [], approval: DEFAULT_POLICY.approval };

/** A new route does not compile without its line, and a line that says too little fails. */
const ASKS: { readonly [Name in RouteName]: Asks<Name> } = {
  'list-places': { who: 'admin', request: () => ({}) },
  'list-audit': { who: 'admin', request: () => ({}) },
  'export-audit': { who: 'admin', request: () => ({}) },
  'list-connections': { who: 'admin', request: () => ({}) },
  'test-connection': { who: 'admin', request: ({ address }) => ({ key: null, address }) },
  'add-connection': { who: 'admin', request: ({ address }) => ({ name: 'Mine', address, tables }) },
  'get-connection-tables': { who: 'admin', request: () => ({ key: 'erp' }) },
  'save-connection-tables': { who: 'admin', request: () => ({ key: 'erp', version: 1, tables: tables.map((table) => ({ ...table, key: null })) }) },
  'update-connection': { who: 'admin', request: ({ address }) => ({ key: 'erp', name: 'Mine', address }) },
  'switch-connection': { who: 'admin', request: () => ({ key: 'erp', on: false }) },
  'get-usage': { who: 'admin', request: () => ({}) },
  'add-destination': { who: 'admin', request: () => ({ name: 'Mine', settings: { kind: 'webhook', url: 'https://mine.example/in' } }) },
  'test-destination': { who: 'admin', request: ({ destinationId }) => ({ destinationId }) },
  'switch-destination': { who: 'admin', request: ({ destinationId }) => ({ destinationId, state: 'disabled' }) },
  'get-destination': { who: 'admin', request: ({ destinationId }) => ({ destinationId }) },
  'update-destination': { who: 'admin', request: ({ destinationId }) => ({ destinationId, name: 'Mine now', settings: { kind: 'webhook', url: 'https://mine.example/in' } }) },
  'rotate-destination-secret': { who: 'admin', request: ({ destinationId }) => ({ destinationId }) },
  'remove-destination': { who: 'admin', request: ({ destinationId }) => ({ destinationId }) },
  'save-settings': { who: 'admin', request: ({ version }) => ({ version, policy: { ...NO_RULES, admins: [{ userId: BEN.userId, email: BEN.userEmail }] } }) },
  'disconnect': { who: 'admin', request: () => ({ confirm: BEN.portalId }) },
  'view-table': { who: 'policy', request: () => ({ query }) },
  'list-choices': { who: 'policy', request: () => ({ record: RECORD, tableId: query.tableId, column: 'id' }) },
  'show-match': { who: 'policy', request: () => ({ record: RECORD, tableId: query.tableId }) },
  'decide-match': { who: 'policy', request: () => ({ requestId: requestId(), record: RECORD, tableId: query.tableId, decision: 'link', key: '1' }) },
  'estimate-export': { who: 'policy', request: () => ({ query, format: 'csv' }) },
  'start-export': { who: 'policy', request: () => ({ requestId: requestId(), query, format: 'csv' }) },
  'run-action': { who: 'policy', request: () => ({ requestId: requestId(), name: 'note-snapshot', record: RECORD, query }) },
  'preview-property': { who: 'policy', request: () => ({ record: RECORD, query, rowKey: '1' }) },
  'preview-sheet': { who: 'policy', request: () => ({ query, joined: { layout: 'sheets', tables: [{ tableId: query.tableId, columns: [] }] }, sheet: 0 }) },
  'save-template': { who: 'policy', request: () => ({ name: 'All orders', shared: false, from: { kind: 'definition', definition: { query, format: 'csv' } } }) },
  'run-template': { who: 'policy', request: ({ templateId }) => ({ templateId, requestId: requestId() }) },
  'create-link': { who: 'policy', request: ({ jobId }) => ({ jobId }) },
  'resend-delivery': { who: 'policy', request: ({ jobId, destinationId }) => ({ requestId: requestId(), jobId, destinationId }) },
  'repair-export': { who: 'owner', request: ({ jobId }) => ({ requestId: requestId(), jobId }) },
  'rerun-export': { who: 'owner', request: ({ jobId }) => ({ requestId: requestId(), jobId }) },
  'create-repair-link': job,
  'get-job': job, 'cancel-job': job, 'retry-job': job, 'finish-partial': job, 'list-links': job, 'revoke-links': job, 'list-deliveries': job,
  'share-export': { who: 'owner', request: ({ jobId }) => ({ requestId: requestId(), jobId, userId: ADMIN.userId }) },
  'list-shares': job,
  'stop-share': { who: 'owner', request: ({ shareId }) => ({ shareId }) },
  'create-share-link': { who: 'owner', request: ({ shareId }) => ({ shareId }) },
  'decide-approval': { who: 'owner', request: ({ jobId }) => ({ jobId, decision: 'approve' }) },
  'copy-template': { who: 'owner', request: ({ templateId }) => ({ templateId, name: 'Copy' }) },
  'delete-template': { who: 'owner', request: ({ templateId }) => ({ templateId }) },
  'save-schedule': { who: 'owner', request: ({ templateId }) => ({ templateId, settings: null }) },
  'list-tables': { who: 'everybody', because: 'names what the policy lets this person see, here nothing', request: () => ({ record: RECORD }) },
  'table-changes': { who: 'everybody', because: 'says whether rows changed, by ids the person has on screen', request: () => ({ query, asOf: new Date().toISOString(), rows: [] }) },
  'add-to-selection': { who: 'everybody', because: 'keeps ids the person sends, for the person; what is exported of them is asked then', request: () => ({ selectionId: randomUUID(), objectTypeId: '0-2', page: 0, pages: 1, ids: ['77'] }) },
  'list-jobs': { who: 'everybody', because: 'the person’s own jobs', request: () => ({}) },
  'list-templates': { who: 'everybody', because: 'the person’s own and shared ones', request: () => ({}) },
  'list-schedules': { who: 'everybody', because: 'of the person’s own templates', request: () => ({}) },
  'list-approvals': { who: 'everybody', because: 'what this person may decide, and what they asked for', request: () => ({}) },
  'list-destinations': { who: 'everybody', because: 'names to choose from; hosts are for admins', request: () => ({}) },
  'preview-schedule': { who: 'everybody', because: 'counts days, knows no data', request: () => ({ rule: { kind: 'daily', at: '08:00' }, blackouts: [] }) },
  'get-settings': { who: 'everybody', because: 'people may read the rules they are under', request: () => ({}) },
  'list-rule-names': { who: 'everybody', because: 'titles of what the rules name, which everybody may read', request: () => ({}) },
  'get-setup': { who: 'everybody', because: 'the state of the install, which who cannot change it may know', request: () => ({}) },
  'list-messages': { who: 'everybody', because: 'what workflows wrote to the person', request: () => ({}) },
  'list-shared': { who: 'everybody', because: 'what colleagues share with the person', request: () => ({}) },
  'list-colleagues': { who: 'everybody', because: 'names of the account’s people, whom HubSpot shows everybody', request: () => ({ search: 'ada' }) },
  'get-mail-wishes': { who: 'everybody', because: 'the person’s own', request: () => ({}) },
  'save-mail-wishes': { who: 'everybody', because: 'the person’s own', request: () => ({ quietMinutes: 3, language: 'de', timeZone: 'Europe/Berlin' }) },
};
const routes = (who: Asks<RouteName>['who']): RouteName[] => (Object.keys(ASKS) as RouteName[]).filter((name) => ASKS[name].who === who);
const STRANGER = { ...BEN, userId: '599', userEmail: 'stranger@acme.example' };

let world: AccessWorld;
let receiver: Receiver;
let of: World;
beforeAll(async () => {
  receiver = await startReceiver();
  // Nobody works in the background: whatever changes in the database, a request changed.
  world = await startAccessWorld({ works: false });
  const { context } = world.test.app;
  await world.setPolicy({});
  const stored = await context.database.inPortal(PortalId.parse(ADMIN.portalId), (tx) => tx.connection.findFirstOrThrow({ where: { key: 'erp' } }));
  const { url } = JSON.parse(await context.sealer.open(PortalId.parse(ADMIN.portalId), 'connection:erp', stored.sealedConfig)) as { url: string };
  const address = { ...readAddress('postgres', url), password: decodeURIComponent(new URL(url).password) };
  await world.setPolicy({ rules: [{ about: 'export', who: EVERYBODY, ...ORDERS, effect: 'allow' }] });
  const destinationId = (await world.test.ask('add-destination', { name: 'Warehouse', settings: { kind: 'webhook', url: receiver.url } }, ADMIN)).destination.id;
  const jobId = (await world.test.ask('start-export', world.request(), BEN)).job.id;
  const templateId = (await world.test.ask('save-template', { name: 'Of Ben alone', shared: false, from: { kind: 'export', jobId } }, BEN)).template.id;
  const shareId = (await world.test.ask('share-export', { requestId: requestId(), jobId, userId: ADMIN.userId }, BEN)).share.id;
  of = { jobId, templateId, destinationId, shareId, address, version: (await world.test.ask('get-settings', {}, ADMIN)).version };
});
afterAll(async () => {
  await world?.close();
  await receiver?.close();
});

/** Everything the portal has, each table as one figure; what HubSpot was asked for does not count. */
async function everything(): Promise<Record<string, string>> {
  const client = await world.test.app.context.database.pool.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('app.portal_id', $1, true)`, [ADMIN.portalId]);
    const names = await client.query<{ name: string }>(`select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'portal_id' and table_name not in ('request_counts', 'request_budget')`);
    const figures: Record<string, string> = {};
    for (const { name } of names.rows) figures[name] = (await client.query<{ sum: string }>(`select count(*) || ' ' || md5(coalesce(string_agg(t::text, ',' order by t::text), '')) as sum from "${name}" t`)).rows[0]!.sum;
    return figures;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

async function codeOf(name: RouteName, caller: typeof BEN): Promise<string> {
  const { reply } = await world.test.call(name, ASKS[name].request(of), caller);
  return reply.ok ? `answered: ${JSON.stringify(reply.data).slice(0, 200)}` : reply.error.code;
}

describe('every route of a card asks who may (T13, T17, T18)', () => {
  it('has a line here for every route', () => {
    expect(Object.keys(ASKS).sort()).toEqual(Object.keys(uiRoutes).sort());
    expect(routes('admin').length).toBeGreaterThanOrEqual(14);
  });

  it.each(routes('admin'))('%s is for admins: nobody else gets an answer, and nothing has changed or was sent', async (name) => {
    const [before, sent] = [await everything(), receiver.received.length];

    expect(await codeOf(name, BEN)).toBe('access.admin_only');
    expect(await everything()).toEqual(before);
    expect(receiver.received.length).toBe(sent);
  });

  it.each(Object.keys(ASKS) as RouteName[])('%s gives nothing to an account that has not installed the app', async (name) => {
    expect(await codeOf(name, { ...BEN, portalId: '4711099' })).toBe('portal.not_installed');
  });

  it.each(routes('owner'))('%s knows what is another person’s no better than what is not there', async (name) => {
    const before = await everything();

    expect(await codeOf(name, STRANGER)).toMatch(/^(job|template|approval|share)\.unknown$/);
    expect(await everything()).toEqual(before);
  });

  describe('while the policy gives nobody the table', () => {
    beforeAll(async () => {
      await world.setPolicy({ rules: [{ about: 'view', who: EVERYBODY, ...ORDERS, effect: 'deny' }, { about: 'export', who: EVERYBODY, ...ORDERS, effect: 'deny' }] });
    });

    it.each(routes('policy'))('%s gives it to nobody', async (name) => {
      expect(await codeOf(name, BEN)).toMatch(/^access\.refused$/);
    });

    it.each(routes('everybody'))('%s answers, and shows nothing of another person', async (name) => {
      const { reply } = await world.test.call(name, ASKS[name].request(of), STRANGER);
      expect(reply.ok).toBe(true);

      const text = JSON.stringify(reply);
      for (const secret of [of.jobId, of.templateId, 'Of Ben alone', new URL(receiver.url).host, BEN.userEmail, of.address.password]) expect(text).not.toContain(secret);
    });
  });

  it.each([...routes('admin').filter((name) => name !== 'disconnect'), 'disconnect' as const])('%s does as it is asked for an admin: the requests refused above were good ones', async (name) => {
    of = { ...of, version: (await world.test.ask('get-settings', {}, ADMIN)).version };

    expect(await codeOf(name, ADMIN)).toMatch(name === 'disconnect' ? /^(answered|hubspot\.|portal\.|internal)/ : /^answered/);
  });
});
