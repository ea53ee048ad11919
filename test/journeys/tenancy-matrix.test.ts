import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RouteName, Routes } from '#contract';
import { uiRoutes } from '../../server/routes/ui/index.ts';
import { addConnection } from '../../src/connections/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { ADA, ADMIN, BEN, EVE, EVERYBODY, ORDERS, startAccessWorld } from '../support/access-world.ts';
import type { AccessWorld } from '../support/access-world.ts';

type Ids = { readonly jobId: string; readonly tableId: string; readonly templateId: string; readonly destinationId: string; readonly shareId: string };
const RECORD = { objectTypeId: '0-2', objectId: '77' } as const;
const query = (tableId: string): Routes['view-table']['request']['query'] => ({ record: RECORD, tableId, columns: [], filters: [] });

/** Every route with the request that carries an id; null where it takes none of ours. A new route does not compile and does not pass without its line. */
const REQUESTS: { readonly [Name in RouteName]: null | { readonly takes: keyof Ids; readonly request: (ids: Ids) => Routes[Name]['request'] } } = {
  'get-job': { takes: 'jobId', request: ({ jobId }) => ({ jobId }) },
  'cancel-job': { takes: 'jobId', request: ({ jobId }) => ({ jobId }) },
  'retry-job': { takes: 'jobId', request: ({ jobId }) => ({ jobId }) },
  'finish-partial': { takes: 'jobId', request: ({ jobId }) => ({ jobId }) },
  'create-link': { takes: 'jobId', request: ({ jobId }) => ({ jobId }) },
  'list-links': { takes: 'jobId', request: ({ jobId }) => ({ jobId }) },
  'revoke-links': { takes: 'jobId', request: ({ jobId }) => ({ jobId }) },
  'share-export': { takes: 'jobId', request: ({ jobId }) => ({ requestId: randomUUID(), jobId, userId: ADMIN.userId }) },
  'list-shares': { takes: 'jobId', request: ({ jobId }) => ({ jobId }) },
  'stop-share': { takes: 'shareId', request: ({ shareId }) => ({ shareId }) },
  'create-share-link': { takes: 'shareId', request: ({ shareId }) => ({ shareId }) },
  'decide-approval': { takes: 'jobId', request: ({ jobId }) => ({ jobId, decision: 'approve' }) },
  'view-table': { takes: 'tableId', request: ({ tableId }) => ({ query: query(tableId) }) },
  'estimate-export': { takes: 'tableId', request: ({ tableId }) => ({ query: query(tableId), format: 'csv' }) },
  'start-export': { takes: 'tableId', request: ({ tableId }) => ({ requestId: randomUUID(), query: query(tableId), format: 'csv' }) },
  'run-action': { takes: 'tableId', request: ({ tableId }) => ({ requestId: randomUUID(), name: 'note-snapshot', record: RECORD, query: query(tableId) }) },
  'preview-property': { takes: 'tableId', request: ({ tableId }) => ({ record: RECORD, query: query(tableId), rowKey: '1' }) },
  'preview-sheet': { takes: 'tableId', request: ({ tableId }) => ({ query: query(tableId), joined: { layout: 'sheets', tables: [{ tableId, columns: [] }] }, sheet: 0 }) },
  'rerun-export': { takes: 'jobId', request: ({ jobId }) => ({ requestId: randomUUID(), jobId }) },
  'repair-export': { takes: 'jobId', request: ({ jobId }) => ({ requestId: randomUUID(), jobId }) },
  'create-repair-link': { takes: 'jobId', request: ({ jobId }) => ({ jobId }) },
  'list-choices': { takes: 'tableId', request: ({ tableId }) => ({ record: RECORD, tableId, column: 'id' }) },
  'show-match': { takes: 'tableId', request: ({ tableId }) => ({ record: RECORD, tableId }) },
  'decide-match': { takes: 'tableId', request: ({ tableId }) => ({ requestId: randomUUID(), record: RECORD, tableId, decision: 'link', key: '1' }) },
  'save-template': { takes: 'templateId', request: ({ templateId, tableId }) => ({ change: { templateId, version: 1 }, name: 'Mine now', shared: true, from: { kind: 'definition', definition: { query: query(tableId), format: 'csv' } } }) },
  'copy-template': { takes: 'templateId', request: ({ templateId }) => ({ templateId, name: 'Copy' }) },
  'delete-template': { takes: 'templateId', request: ({ templateId }) => ({ templateId }) },
  'run-template': { takes: 'templateId', request: ({ templateId }) => ({ templateId, requestId: randomUUID() }) },
  'save-schedule': { takes: 'templateId', request: ({ templateId }) => ({ templateId, settings: null }) },
  'list-templates': null,
  'list-schedules': null,
  'preview-schedule': null,
  'list-deliveries': { takes: 'jobId', request: ({ jobId }) => ({ jobId }) },
  'resend-delivery': { takes: 'jobId', request: ({ jobId, destinationId }) => ({ requestId: randomUUID(), jobId, destinationId }) },
  'test-destination': { takes: 'destinationId', request: ({ destinationId }) => ({ destinationId }) },
  'switch-destination': { takes: 'destinationId', request: ({ destinationId }) => ({ destinationId, state: 'disabled' }) },
  'get-destination': { takes: 'destinationId', request: ({ destinationId }) => ({ destinationId }) },
  'update-destination': { takes: 'destinationId', request: ({ destinationId }) => ({ destinationId, name: 'Mine now', settings: { kind: 'webhook', url: 'https://evil.example/' } }) },
  'rotate-destination-secret': { takes: 'destinationId', request: ({ destinationId }) => ({ destinationId }) },
  'remove-destination': { takes: 'destinationId', request: ({ destinationId }) => ({ destinationId }) },
  'list-destinations': null,
  'add-destination': null,
  // An id only says where the list goes on; whose list it is, the signed caller says. Tested with the messages.
  'list-messages': null,
  // As with messages; tested with the shares.
  'list-shared': null,
  'list-colleagues': null,
  'get-mail-wishes': null,
  'save-mail-wishes': null,
  // Answers for the record a card stands on, of the signed portal only; its own test is with the webhooks.
  'table-changes': null,
  // Its id is made by the sender and belongs to them: that nobody else can use it is tested with the selections.
  'add-to-selection': null,
  'list-tables': null,
  'list-jobs': null,
  'get-settings': null,
  'save-settings': null,
  'list-places': null,
  'list-rule-names': null,
  'disconnect': null,
  'list-approvals': null,
  'export-audit': null,
  'list-audit': null,
  // Keys of connections, for admins only; their own test is connection-routes.
  'list-connections': null,
  'test-connection': null,
  'add-connection': null,
  'update-connection': null,
  'get-connection-tables': null,
  'save-connection-tables': null,
  'switch-connection': null,
  'get-usage': null,
  'get-setup': null,
};

let world: AccessWorld;
let ours: string[];
let template: string;
let place: string;
let shared: string;
beforeAll(async () => {
  world = await startAccessWorld();
  const { test } = world;
  await addConnection(test.app.context, PortalId.parse(ADMIN.portalId), { key: 'payroll', name: 'Payroll', sourceKey: 'postgres', config: await configOf() });
  await world.setPolicy({});
  place = (await test.ask('add-destination', { name: 'Warehouse', settings: { kind: 'webhook', url: 'https://hooks.example/in' } }, ADMIN)).destination.id;
  const ready = (await test.ask('start-export', world.request(), BEN)).job.id;
  shared = (await test.ask('share-export', { requestId: randomUUID(), jobId: ready, userId: ADA.userId }, BEN)).share.id;
  template = (await test.ask('save-template', { name: 'Private', shared: false, from: { kind: 'export', jobId: ready } }, BEN)).template.id;
  await world.setPolicy({ rules: [{ about: 'export', who: EVERYBODY, ...ORDERS, effect: 'approve' }], approval: { approvers: [{ userId: ADA.userId, email: ADA.userEmail }] } });
  const held = (await test.ask('start-export', world.request(), BEN)).job.id;
  const cancelled = (await test.ask('start-export', world.request(), BEN)).job.id;
  await test.ask('cancel-job', { jobId: cancelled }, BEN);
  ours = [ready, held, cancelled];
});
afterAll(async () => world?.close());

/** The settings of the connection the world has made, for a second one under another key. */
async function configOf(): Promise<unknown> {
  const { context } = world.test.app;
  const stored = await context.database.inPortal(PortalId.parse(ADMIN.portalId), (tx) => tx.connection.findFirstOrThrow({ where: { key: 'erp' } }));
  return JSON.parse(await context.sealer.open(PortalId.parse(ADMIN.portalId), 'connection:erp', stored.sealedConfig));
}

/** The id that comes after this one, for whoever counts up. */
function next(id: string): string {
  const last = (Number.parseInt(id.slice(-8), 16) + 1) % 0xffffffff;
  return id.slice(0, -8) + last.toString(16).padStart(8, '0');
}

async function answer<Name extends RouteName>(route: Name, ids: Ids, caller: typeof BEN): Promise<{ status: number; error: object }> {
  const { status, reply } = await world.test.call(route, REQUESTS[route]!.request(ids), caller);
  if (reply.ok) throw new Error(`${route} answered ${JSON.stringify(ids)} for ${caller.userEmail}: ${JSON.stringify(reply.data).slice(0, 200)}`);
  const { supportCode, ...error } = reply.error;
  expect(supportCode).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  return { status, error };
}

const STRANGER = { ...BEN, userId: '599', userEmail: 'stranger@acme.example' };
const ROUNDS = 40;

describe('every route with every kind of id (T13, T21, G8)', () => {
  it('has no route that the matrix does not know', () => {
    expect(Object.keys(REQUESTS).sort()).toEqual(Object.keys(uiRoutes).sort());
  });

  it('gives one and the same answer for another portal’s, another person’s, a deleted, a random and the next id: 2,000 requests, no leak (S2.20, S2.30)', async () => {
    const { database } = world.test.app.context;
    const gone = randomUUID();
    const before = await Promise.all(ours.map((jobId) => world.test.ask('get-job', { jobId }, BEN)));
    let asked = 0;

    for (const route of Object.keys(REQUESTS) as RouteName[]) {
      const row = REQUESTS[route];
      if (row === null) continue;
      // Whoever asks may use the route in their own portal: Eve and the admin decide about exports there.
      const unknown = await answer(route, { jobId: randomUUID(), templateId: randomUUID(), tableId: 'nobody:orders@portal', destinationId: randomUUID(), shareId: randomUUID() }, EVE);
      const tries: { ids: Ids; caller: typeof BEN }[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const random = { jobId: randomUUID(), templateId: randomUUID(), tableId: `c${randomUUID().slice(0, 8)}:orders@portal`, destinationId: randomUUID(), shareId: randomUUID() };
        // Destinations are asked for by admins only.
        tries.push({ ids: random, caller: EVE }, { ids: random, caller: row.takes === 'destinationId' ? ADMIN : STRANGER });
        const some = ours[round % ours.length]!;
        if (row.takes === 'jobId') tries.push({ ids: { ...random, jobId: some }, caller: EVE }, { ids: { ...random, jobId: some }, caller: STRANGER }, { ids: { ...random, jobId: next(some) }, caller: BEN }, { ids: { ...random, jobId: gone }, caller: BEN });
        else if (row.takes === 'destinationId') tries.push({ ids: { ...random, destinationId: place }, caller: EVE }, { ids: { ...random, destinationId: next(place) }, caller: ADMIN });
        else if (row.takes === 'shareId') tries.push({ ids: { ...random, shareId: shared }, caller: EVE }, { ids: { ...random, shareId: shared }, caller: STRANGER }, { ids: { ...random, shareId: next(shared) }, caller: BEN }, { ids: { ...random, shareId: next(shared) }, caller: ADA });
        else if (row.takes === 'templateId') tries.push({ ids: { ...random, templateId: template }, caller: EVE }, { ids: { ...random, templateId: template }, caller: STRANGER }, { ids: { ...random, templateId: next(template) }, caller: BEN });
        else tries.push({ ids: { ...random, tableId: 'erp:orders@portal' }, caller: EVE }, { ids: { ...random, tableId: 'payroll:orders@portal' }, caller: EVE }, { ids: { ...random, tableId: `erp${round}:orders@portal` }, caller: BEN });
      }
      for (const { ids, caller } of tries) {
        expect(await answer(route, ids, caller), `${route} ${JSON.stringify(ids)} ${caller.userEmail}`).toEqual(unknown);
        asked += 1;
      }
    }

    expect(asked).toBeGreaterThanOrEqual(2_000);
    expect(await Promise.all(ours.map((jobId) => world.test.ask('get-job', { jobId }, BEN)))).toEqual(before);
    expect((await world.test.ask('list-shares', { jobId: ours[0]! }, BEN)).shares).toMatchObject([{ id: shared }]);
    expect(await database.inPortal(PortalId.parse(EVE.portalId), (tx) => tx.job.count())).toBe(0);
    expect((await world.test.ask('list-approvals', {}, EVE)).approvals).toEqual([]);
    expect(JSON.stringify(await world.test.ask('list-audit', {}, EVE))).not.toContain(ours[0]);
  }, 240_000);

  it('gives tokens in links no better chance: random ones, and those of another purpose, are all the same page', async () => {
    const { url } = await world.test.ask('create-link', { jobId: ours[0]! }, BEN);
    const foreign = url.split('/').pop()!;
    const pages = new Set<string>();
    for (const token of [randomUUID(), 'x', `${randomUUID()}.${randomUUID()}.${randomUUID()}`, foreign]) {
      for (const method of ['GET', 'POST']) {
        const page = await fetch(`${world.test.origin}/approvals/${token}`, { method });
        expect(page.status).toBe(410);
        pages.add((await page.text()).replace(/<code>[^<]*<\/code>/, '').replace(/Nothing was decided|This link does not work/g, ''));
      }
    }
    expect(pages.size).toBe(1);
  });
});

describe('an id', () => {
  it('cannot be guessed: 122 bits of chance, none of them leaning to one side (T21, ASVS 11.5.1)', () => {
    const { newId } = world.test.app.context;
    const ids = Array.from({ length: 10_000 }, () => newId().replaceAll('-', ''));
    const ones = new Array<number>(128).fill(0);
    for (const id of ids) {
      const bits = BigInt(`0x${id}`).toString(2).padStart(128, '0');
      for (let at = 0; at < 128; at += 1) ones[at]! += bits[at] === '1' ? 1 : 0;
    }

    expect(new Set(ids).size).toBe(ids.length);
    expect(ones.filter((count) => count > 4_700 && count < 5_300)).toHaveLength(122);
  });

  it('of another portal takes as long to refuse as one that is nobody’s (T21)', async () => {
    let slower = 0;
    const rounds = 200;
    const time = async (jobId: string): Promise<number> => {
      const from = performance.now();
      await answer('get-job', { jobId, templateId: '', tableId: '', destinationId: '', shareId: '' }, EVE);
      return performance.now() - from;
    };
    for (let round = 0; round < rounds; round += 1) {
      // Who is asked for first takes turns.
      const [foreign, nobodys] = [ours[round % ours.length]!, randomUUID()];
      const first = await time(round % 2 === 0 ? foreign : nobodys);
      const second = await time(round % 2 === 0 ? nobodys : foreign);
      if (round % 2 === 0 ? first > second : second > first) slower += 1;
    }

    // Of two that take equally long either is the slower one about as often; five standard deviations are left to chance.
    expect(slower).toBeGreaterThan(65);
    expect(slower).toBeLessThan(135);
  });
});
