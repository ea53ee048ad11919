import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionAddress } from '#contract';
import { readAddress } from '../../src/connections/address.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { ADMIN, BEN, EVE, startAccessWorld } from '../support/access-world.ts';
import type { AccessWorld } from '../support/access-world.ts';

const portalId = PortalId.parse(ADMIN.portalId);
let world: AccessWorld;
let url: string;
let address: ConnectionAddress;
beforeAll(async () => {
  world = await startAccessWorld();
  await world.setPolicy({});
  url = await urlOf('erp');
  address = { ...readAddress('postgres', url), password: decodeURIComponent(new URL(url).password) };
});
afterAll(async () => world?.close());

async function urlOf(key: string): Promise<string> {
  const { database, sealer } = world.test.app.context;
  const row = await database.inPortal(portalId, (tx) => tx.connection.findFirstOrThrow({ where: { key } }));
  return (JSON.parse(await sealer.open(portalId, `connection:${key}`, row.sealedConfig)) as { url: string }).url;
}

const errorOf = async (answer: Promise<{ reply: { ok: boolean } }>): Promise<object | null> => {
  const { reply } = await answer;
  if (!('error' in reply)) return null;
  const { supportCode: _code, ...error } = reply.error as { supportCode: string };
  return error;
};
const orders = { title: 'Orders, again', schema: 'public', table: 'orders', rowKey: 'id', portal: true, links: [] };
const seen = (caller = ADMIN) => world.test.ask('list-tables', { record: { objectTypeId: '0-2', objectId: '77' } }, caller);

describe('an admin’s connections (S1.1, S1.7, T13)', () => {
  it('are for admins only, whatever is asked', async () => {
    const { call } = world.test;
    const answers = [
      call('list-connections', {}, BEN), call('test-connection', { key: null, address }, BEN), call('add-connection', { name: 'x', address, tables: [orders] }, BEN),
      call('update-connection', { key: 'erp', name: 'x', address }, BEN), call('switch-connection', { key: 'erp', on: false }, BEN), call('get-usage', {}, BEN),
    ];
    for (const answer of answers) expect(await errorOf(answer)).toMatchObject({ code: 'access.admin_only' });
  });

  it('of another HubSpot account are as unknown as none', async () => {
    const { call } = world.test;
    for (const ask of [(key: string) => call('test-connection', { key, address }, EVE), (key: string) => call('update-connection', { key, name: 'x', address }, EVE), (key: string) => call('switch-connection', { key, on: false }, EVE)]) {
      const theirs = await errorOf(ask('erp'));
      expect(theirs).toMatchObject({ code: 'connection.unknown' });
      expect(theirs).toEqual(await errorOf(ask('none')));
    }
    expect((await world.test.ask('list-connections', {}, EVE)).connections).toEqual([]);
  });

  it('offer what the database has, with the columns that can tell rows apart', async () => {
    const { offers } = await world.test.ask('test-connection', { key: null, address }, ADMIN);

    expect(offers).toEqual([{ schema: 'public', table: 'orders', columns: ['id', 'number', 'net', 'note'], keys: ['id'], writable: expect.any(Boolean) }]);
    expect(await world.test.ask('test-connection', { key: 'erp', address: { ...address, password: '' } }, ADMIN)).toMatchObject({ readable: ['Orders'], missing: [] });
  });

  it('are added, shown without their password and written to the audit log by name of who did it', async () => {
    const { connections } = await world.test.ask('add-connection', { name: 'Shop Süd', address, tables: [orders] }, ADMIN);

    expect(connections.map(({ name }) => name)).toEqual(['ERP', 'Shop Süd']);
    expect(JSON.stringify(connections)).not.toMatch(/"password"|sealed/);
    expect(await urlOf(connections[1]!.key)).toContain(encodeURIComponent(address.password));
    expect((await seen()).tables.map(({ title }) => title)).toContain('Orders, again');
    const { entries } = await world.test.ask('list-audit', { action: 'connection.saved' }, ADMIN);
    expect(entries[0]).toMatchObject({ userId: ADMIN.userId, subject: connections[1]!.key });
  });

  it('keep their password when they are renamed, and never take it to another place (T40)', async () => {
    const open = { ...address, password: '' };
    await world.test.ask('update-connection', { key: 'erp', name: 'ERP, new', address: open }, ADMIN);
    expect(await urlOf('erp')).toBe(url);

    const moved = world.test.call('update-connection', { key: 'erp', name: 'ERP', address: { ...open, port: 1 } }, ADMIN);
    expect(await errorOf(moved)).toMatchObject({ code: 'request.invalid', fix: expect.stringContaining('password') });
    const tried = world.test.call('test-connection', { key: 'erp', address: { ...open, host: '127.0.0.2' } }, ADMIN);
    expect(await errorOf(tried)).toMatchObject({ code: 'request.invalid', fix: expect.stringContaining('password') });
  });

  it('that are switched off are named on the card, fail an export by name, and are back when they are on again', async () => {
    const { tableId } = world.request().query;
    await world.test.ask('switch-connection', { key: 'erp', on: false }, ADMIN);

    expect((await seen()).tables.map(({ id }) => id)).not.toContain(tableId);
    expect((await seen()).problems).toMatchObject([{ message: expect.stringContaining('switched off') }]);
    expect(await errorOf(world.test.call('start-export', world.request(), ADMIN))).toMatchObject({ code: 'connection.disabled' });

    const { connections } = await world.test.ask('switch-connection', { key: 'erp', on: true }, ADMIN);
    expect(connections[0]).toMatchObject({ disabledAt: null });
    expect((await seen()).tables.map(({ id }) => id)).toContain(tableId);
  });
});

describe('what a HubSpot account used and has set up (P5, P7)', () => {
  it('counts files, rows and stored bytes beside the space there is', async () => {
    await world.test.ask('start-export', world.request(), ADMIN);

    expect(await world.test.ask('get-usage', {}, ADMIN)).toMatchObject({ line: 0.95, files: 1, rows: 60, quotaBytes: world.test.app.context.settings.portalBytes, storedBytes: expect.any(Number) });
    expect(await world.test.ask('get-usage', {}, EVE)).toMatchObject({ files: 0, rows: 0, storedBytes: 0 });
  });

  it('notices what is missing: access, a connection', async () => {
    const ours = await world.test.ask('get-setup', {}, ADMIN);
    expect(ours.steps.find(({ name }) => name === 'connection')).toMatchObject({ state: 'done' });
    expect(ours.steps.find(({ name }) => name === 'scopes')).toMatchObject({ state: 'open', details: expect.arrayContaining(['settings.users.read']), link: expect.stringContaining(`portalId=${ADMIN.portalId}`) });
    expect((await world.test.ask('get-setup', {}, EVE)).steps.find(({ name }) => name === 'connection')).toMatchObject({ state: 'open' });
  });
});
