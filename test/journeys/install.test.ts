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
    expect(stored[0]!.scopes).toContain('settings.users.read');
    expect(JSON.stringify(stored[0], (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(token!.token);
  });

  it('comes from the browser that began, once, with one code and one state, or is refused: 13 ways (T22)', async () => {
    const walk = await installApp(test, { untilCallback: true });
    const other = await installApp(test, { untilCallback: true });
    const url = (change: (query: URLSearchParams) => void): string => {
      const changed = new URL(walk.callbackUrl);
      change(changed.searchParams);
      return changed.href;
    };
    const own = { cookie: walk.cookie };
    const before = await world.query('select 1 from hubspot.grants');
    const variants: [string, string, Record<string, string>][] = [
      ['no cookie', walk.callbackUrl, {}],
      ['another browser’s cookie', walk.callbackUrl, { cookie: other.cookie }],
      ['a cookie of another name', walk.callbackUrl, { cookie: walk.cookie.replace('siderail', 'siderai1') }],
      ['an empty cookie', walk.callbackUrl, { cookie: 'siderail-install=' }],
      ['a made-up state', url((query) => query.set('state', 'made-up')), own],
      ['another start’s state', url((query) => query.set('state', new URL(other.callbackUrl).searchParams.get('state')!)), own],
      ['an empty state', url((query) => query.set('state', '')), own],
      ['two states', url((query) => query.append('state', 'x')), own],
      ['a state as a list', walk.callbackUrl.replace('state=', 'state[]=x&state='), { cookie: '' }],
      ['a state without end', url((query) => query.set('state', 'x'.repeat(3_000))), own],
      ['no code', url((query) => query.delete('code')), own],
      ['two codes', url((query) => query.append('code', 'x')), own],
      ['a refusal', url((query) => { query.delete('code'); query.set('error', 'access_denied'); }), own],
    ];
    for (const [what, address, headers] of variants) expect([what, (await fetch(address, { headers, redirect: 'manual' })).status]).toEqual([what, 400]);
    await test.app.context.database.withoutPortal((tx) => tx.oauthState.updateMany({ data: { expiresAt: new Date() } }));

    expect((await fetch(walk.callbackUrl, { headers: own })).status).toBe(400);
    expect(await world.query('select 1 from hubspot.grants')).toHaveLength(before.length);
  });

  it.each([['begun here', true], ['begun in the marketplace', false]])('of one code that arrives 50 times at once, %s, is one install with one grant (T23, F37)', async (_what, withState) => {
    const walk = await installApp(test, { portalId: '4711002', untilCallback: true });
    const url = new URL(walk.callbackUrl);
    if (!withState) url.searchParams.delete('state');
    const grants = await world.query('select 1 from hubspot.grants');

    const answers = await Promise.all(Array.from({ length: 50 }, async () => (await fetch(url, { headers: { cookie: walk.cookie } })).status));

    expect(answers.toSorted().slice(0, 2)).toEqual([200, 400]);
    expect(await world.query('select 1 from hubspot.grants')).toHaveLength(grants.length + 1);
    const installs = await test.app.context.database.inPortal('4711002' as never, (tx) => tx.install.findMany({ select: { state: true, installedByEmail: true } }));
    expect(installs).toEqual([{ state: 'active', installedByEmail: 'eve@other.example' }]);
  });

  it('again, by the link for one account, takes no other account, and gives a wrong one’s grant back (T24)', async () => {
    const start = await fetch(`${test.origin}/oauth/install?portalId=4711002`, { redirect: 'manual' });
    const consent = start.headers.get('location')!;
    expect(new URL(consent).pathname).toBe('/oauth/4711002/authorize');
    const cookie = start.headers.getSetCookie()[0]!.split(';')[0]!;
    const alive = (): Promise<unknown[]> => world.query('select id from hubspot.grants where portal_id = 4711001 and revoked_at is null');
    const before = await alive();
    // Somebody changes the address of the consent screen to their own account's.
    const decided = await fetch(consent.replace('/4711002/', '/'), { method: 'POST', body: new URLSearchParams({ decision: 'connect', portalId: '4711001' }), redirect: 'manual' });
    const target = new URL(decided.headers.get('location')!);

    const callback = await fetch(`${test.origin}${target.pathname}${target.search}`, { headers: { cookie } });

    expect([callback.status, await callback.text()]).toEqual([400, expect.stringContaining('Another HubSpot account')]);
    expect(await alive()).toEqual(before);
    expect((await fetch(`${test.origin}/oauth/install?portalId=1;drop`, { redirect: 'manual' })).status).toBe(400);
  });

  it.each([
    ['that is new to us, takes the app out of it again', '4711002', 204, 'taken out of the account again', false],
    ['that HubSpot does not take the app out of, says where to do that', '4711002', 500, 'Connected apps', true],
    ['that is connected, leaves the connection as it was', '4711001', 204, 'stays as it was', true],
    ['whose grant was lost, leaves the app and what it knows', '4711001', 204, 'stays as it was', true],
  ])('without the access it cannot do without, of an account %s (S2.1, T32)', async (what, portalId, uninstallStatus, told, installed) => {
    await world.hubspot.uninstall(4_711_002);
    await test.app.context.database.inPortal('4711002' as never, (tx) => tx.install.deleteMany());
    const walk = await installApp(test, { portalId, untilCallback: true });
    await world.query(`update hubspot.codes set scopes = '{oauth}' where used_at is null`);
    const before = await world.query('select id from hubspot.grants where revoked_at is null');
    const lost = what.startsWith('whose grant was lost');
    const setState = (state: string) => test.app.context.database.inPortal(portalId as never, (tx) => tx.$executeRaw`update installs set state = ${state} where portal_id = ${BigInt(portalId)}`);
    if (lost) await setState('needs_reauth');
    if (uninstallStatus !== 204) world.hubspot.settings.faults = [{ match: { path: 'external-install' }, then: { status: uninstallStatus } }];

    const callback = await fetch(walk.callbackUrl, { headers: { cookie: walk.cookie } }).finally(() => { world.hubspot.settings.faults = []; });

    expect(callback.status).toBe(400);
    const page = await callback.text();
    expect(page).toContain('crm.objects.contacts.read');
    expect(page).toContain(told);
    expect(page).toContain('/oauth/install');
    // Its own grant is ended in every case, and no other one.
    expect(await world.query('select id from hubspot.grants where revoked_at is null')).toEqual(before);
    expect(await test.app.context.database.inPortal(portalId as never, (tx) => tx.install.count())).toBe(portalId === '4711001' ? 1 : 0);
    const access = await world.query(`select 1 from hubspot.access_tokens t join hubspot.grants g on g.id = t.grant_id where g.scopes = '{oauth}' and t.revoked_at is null and g.portal_id = ${portalId}`);
    expect(access.length > 0).toBe(installed);
    await world.query(`update hubspot.access_tokens set revoked_at = 1 where grant_id in (select id from hubspot.grants where scopes = '{oauth}')`);
    if (lost) await setState('active');
    if (portalId === '4711001') expect((await test.ask('list-tables', { record: { objectTypeId: '0-2', objectId: String(world.special.companyId) } })).tables.length).toBeGreaterThan(3);
  });

  it.each(['https://evil.example/', 'javascript:alert(1)', '//evil.example', 'http://localhost:4701@evil.example/'])('sends nobody to %s, whichever way it was asked for (T25)', async (trick) => {
    const start = await fetch(`${test.origin}/oauth/install?returnUrl=${encodeURIComponent(trick)}&redirect_uri=${encodeURIComponent(trick)}`, { redirect: 'manual' });
    expect(new URL(start.headers.get('location')!).searchParams.get('redirect_uri')).toBe('http://localhost:4701/oauth/callback');
    expect(start.headers.get('location')).not.toContain('evil');
    const walk = await installApp(test, { portalId: '4711002', untilCallback: true });
    const url = new URL(walk.callbackUrl);
    url.searchParams.delete('state');
    url.searchParams.set('returnUrl', trick);

    const callback = await fetch(url, { redirect: 'manual' });

    expect([callback.status, callback.headers.get('location')]).toEqual([200, null]);
    expect(await callback.text()).not.toMatch(/evil|alert/);
  });

  it('is bound to a __Host- cookie where the address is HTTPS (T22, S2.18)', async () => {
    const secure = await startTestApp({ works: false, environment: { PUBLIC_ORIGIN: 'https://app.siderail.example' } });
    try {
      const [cookie] = (await fetch(`${secure.origin}/oauth/install`, { redirect: 'manual' })).headers.getSetCookie();

      expect(cookie).toMatch(/^__Host-siderail-install=[\w-]{43}; /);
      expect(cookie).toMatch(/; Secure/);
      expect(cookie).toMatch(/; HttpOnly/);
      expect(cookie).toMatch(/; Path=\/;/);
      expect(cookie).toMatch(/; SameSite=Lax/);
      expect(cookie).not.toMatch(/Domain/i);
    } finally {
      await secure.close();
    }
  });

  it('started in HubSpot’s marketplace, without our state, connects the portal of the token and nobody else’s (T22, T24, H16)', async () => {
    const walk = await installApp(test, { portalId: '4711002', untilCallback: true });
    const url = new URL(walk.callbackUrl);
    url.searchParams.delete('state');
    url.searchParams.set('portalId', '4711001');

    const callback = await fetch(url);

    expect(callback.status).toBe(200);
    const eve = { portalId: '4711002', userId: '601', userEmail: 'eve@other.example' };
    expect((await test.call('list-jobs', {}, eve)).reply.ok).toBe(true);
  });

  it('without one of the scopes works but for what needs it, says why and how to change it, and does not call HubSpot in vain (H7, H8)', async () => {
    const { database } = test.app.context;
    const company = { objectTypeId: '0-2' as const, objectId: String(world.special.companyId) };
    await database.inPortal(SAM.portalId as never, (tx) => tx.$executeRaw`update installs set scopes = array_remove(array_remove(scopes, 'tickets'), 'crm.objects.contacts.write')`);
    world.hubspot.resetStats();

    const { tables, actions, problems } = await test.ask('list-tables', { record: company });
    const calls = world.hubspot.stats().portals['4711001']?.byStatus;
    const refused = await test.call('view-table', { query: { record: company, tableId: 'hubspot:tickets@record', columns: [], filters: [] } });
    const works = await test.call('view-table', { query: { record: company, tableId: 'hubspot:deals@record', columns: [], filters: [] } });

    expect(tables.map(({ id }) => id).filter((id) => id.includes('tickets'))).toEqual([]);
    expect(actions.map(({ name }) => name).sort()).toEqual(['copy-page', 'copy-row', 'copy-row-id', 'mail-snapshot', 'open-record', 'refresh', 'set-property', 'show-totals']);
    expect(problems).toEqual([{ sourceTitle: 'HubSpot', message: expect.stringMatching(/not given access.*Tickets.*follow-up/i), fix: expect.stringContaining('/oauth/install?portalId=4711001') }]);
    expect(calls?.[403] ?? 0).toBe(0);
    expect(refused.reply).toMatchObject({ ok: false, error: { code: 'hubspot.missing_scope', fix: expect.stringContaining('/oauth/install?portalId=4711001') } });
    expect(works.reply.ok).toBe(true);
    await installApp(test);
    expect((await test.ask('list-tables', { record: company })).problems).toEqual([]);
  });

  it('keeps working when the token runs out: one refresh, no 401 (S2.1, F9, H5)', async () => {
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
