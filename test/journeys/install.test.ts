import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installApp } from '../support/install-app.ts';
import { SAM, startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

let world: TestHubSpot;
let test: TestApp;
beforeAll(async () => {
  world = await startTestHubSpot(60);
  test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl, works: false });
});
afterAll(async () => {
  await test?.close();
  await world?.close();
});

const record = { objectTypeId: '0-2', objectId: '1' } as const;

describe('installing', () => {
  it('is refused before it happened: a card of a portal that did not install says so plainly (S0.20)', async () => {
    const { status, reply } = await test.call('list-tables', { record });

    expect(status).toBe(200);
    expect(reply).toMatchObject({ ok: false, error: { code: 'portal.not_installed', message: expect.stringContaining('not installed'), fix: expect.stringContaining('admin') } });
  });

  it('that the admin breaks off installs nothing and says so', async () => {
    const walk = await installApp(test, { decision: 'cancel' });

    expect(walk.callbackStatus).toBe(400);
    expect(walk.callbackPage).toContain('not granted');
    expect(await world.hubspot.isInstalled(4_711_001)).toBe(false);
  });

  it('from another browser, twice, or with a made-up state is refused (T22, T23)', async () => {
    const foreign = await installApp(test, { cookie: 'siderail-install=somebody-else' });
    const walk = await installApp(test, { untilCallback: true });
    const madeUp = await fetch(walk.callbackUrl.replace(/state=[^&]+/, 'state=made-up'), { headers: { cookie: walk.cookie } });

    expect(foreign.callbackStatus).toBe(400);
    expect(madeUp.status).toBe(400);
    expect((await test.call('list-tables', { record })).reply).toMatchObject({ ok: false });
  });

  it('through HubSpot’s consent screen connects the portal; tokens are sealed at rest (S2.1, T29)', async () => {
    const walk = await installApp(test);
    const again = await fetch(walk.callbackUrl, { headers: { cookie: walk.cookie } });

    expect(walk.callbackPage).toContain('Siderail is installed');
    expect(again.status).toBe(400);
    const { tables } = await test.ask('list-tables', { record: { objectTypeId: '0-2', objectId: String(world.special.companyId) } });
    expect(tables.length).toBeGreaterThan(3);
    const [token] = await world.query<{ token: string }>('select token from hubspot.access_tokens order by expires_at desc limit 1');
    const stored = await test.app.context.database.inPortal(SAM.portalId as never, (tx) => tx.install.findMany());
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored[0], (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(token!.token);
  });

  it('started in HubSpot’s marketplace, without our state, connects the portal of the token and nobody else’s (T22, T24)', async () => {
    const walk = await installApp(test, { portalId: '4711002', untilCallback: true });
    const url = new URL(walk.callbackUrl);
    url.searchParams.delete('state');
    url.searchParams.set('portalId', '4711001');

    const callback = await fetch(url);

    expect(callback.status).toBe(200);
    const eve = { portalId: '4711002', userId: '601', userEmail: 'eve@other.example' };
    expect((await test.call('list-jobs', {}, eve)).reply.ok).toBe(true);
  });

  it('keeps working when the token runs out: one refresh, no 401 (S2.1, F9)', async () => {
    world.hubspot.resetStats();
    await test.app.context.database.inPortal(SAM.portalId as never, (tx) => tx.install.updateMany({ data: { accessExpiresAt: new Date() } }));
    await world.query('update hubspot.access_tokens set expires_at = 1');

    const query = { record: { objectTypeId: '0-2' as const, objectId: String(world.special.companyId) }, tableId: 'hubspot:contacts@record', columns: [], filters: [] };
    await Promise.all(Array.from({ length: 4 }, () => test.ask('view-table', { query })));

    const stats = world.hubspot.stats();
    expect(stats.portals['4711001']?.calls).toBeGreaterThan(0);
    expect(stats.anonymous).toMatchObject({ calls: 1, byStatus: { 200: 1 } });
  });

  it('that was revoked stops all further calls and asks for a new connection (T28, I7)', async () => {
    await world.hubspot.uninstall(4_711_001);
    const first = await test.call('view-table', { query: { record: { objectTypeId: '0-2', objectId: String(world.special.companyId) }, tableId: 'hubspot:contacts@record', columns: [], filters: [] } });
    world.hubspot.resetStats();

    const second = await test.call('list-tables', { record });

    expect(first.reply).toMatchObject({ ok: false, error: { code: 'portal.needs_reauth', fix: expect.stringContaining('connect') } });
    expect(second.reply).toMatchObject({ ok: false, error: { code: 'portal.needs_reauth' } });
    const stats = world.hubspot.stats();
    expect({ portal: stats.portals['4711001']?.calls ?? 0, anonymous: stats.anonymous.calls }).toEqual({ portal: 0, anonymous: 0 });
  });
});
