import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allScopes, redirectUri, startFake, type Fake } from './start-fake.ts';

let fake: Fake;
beforeAll(async () => { fake = await startFake(); });
afterAll(() => fake.stop());

const link = { client_id: 'sandbox-client', redirect_uri: redirectUri, scope: allScopes.join(' '), state: 'kept' };
const show = (query: Record<string, string>) => fetch(`${fake.pageUrl}/oauth/authorize?${new URLSearchParams(query)}`);

describe('the consent screen (S2.1)', () => {
  it('names the app, the account, the user and every scope in plain words', async () => {
    const html = await (await show(link)).text();

    expect(html).toContain('Connect Siderail to your account');
    expect(html).toContain('4711001');
    expect(html).toContain('sam.seller@acme.example');
    expect(html).toContain('View companies');
  });

  it.each([
    ['an unknown app', { ...link, client_id: 'someone-else' }],
    ['a redirect address that is not configured', { ...link, redirect_uri: 'http://evil.example/' }],
    ['a scope that is not configured', { ...link, scope: `${link.scope} crm.export` }],
    ['a link that leaves out a required scope', { ...link, scope: 'oauth' }],
  ])('refuses %s without redirecting anywhere', async (_what, query) => {
    const shown = await show(query);
    const decided = await fake.consent(query);

    expect([shown.status, decided.status]).toEqual([400, 400]);
    expect(decided.headers.get('location')).toBeNull();
  });

  it('comes back with the state and an error when the person cancels', async () => {
    const decided = await fake.consent(link, { decision: 'cancel' });

    const back = new URL(decided.headers.get('location') ?? '');
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ state: 'kept', error: 'access_denied' });
    expect(back.searchParams.has('code')).toBe(false);
  });

  it('leaves out optional scopes that the account cannot have', async () => {
    fake.hubspot.settings.withheldScopes = ['tickets'];
    const decided = await fake.consent({ ...link, scope: 'oauth crm.objects.contacts.read', optional_scope: 'tickets e-commerce' });
    fake.hubspot.settings.withheldScopes = [];

    const code = new URL(decided.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const { json } = await fake.token({ grant_type: 'authorization_code', code, redirect_uri: redirectUri });
    expect(json.scopes).toEqual(['oauth', 'crm.objects.contacts.read', 'e-commerce']);
  });
});

describe('the token endpoint', () => {
  it('takes a code once', async () => {
    const code = await fake.code();
    const exchange = () => fake.token({ grant_type: 'authorization_code', code, redirect_uri: redirectUri });

    const [first, second] = [await exchange(), await exchange()];

    expect(first.json).toMatchObject({ expires_in: 1800, hub_id: 4711001, user_id: 501, token_type: 'bearer', scopes: allScopes });
    expect([second.status, second.json.status]).toEqual([400, 'BAD_AUTH_CODE']);
  });

  it('gives one token when the same code arrives twice at once', async () => {
    const code = await fake.code();

    const answers = await Promise.all([1, 2, 3].map(() => fake.token({ grant_type: 'authorization_code', code, redirect_uri: redirectUri })));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
  });

  it('refuses a code after 60 seconds and one for another redirect address', async () => {
    const [late, elsewhere] = [await fake.code(), await fake.code()];
    const wrong = await fake.token({ grant_type: 'authorization_code', code: elsewhere, redirect_uri: 'http://other.example/' });
    fake.clock.now += 60_000;
    const expired = await fake.token({ grant_type: 'authorization_code', code: late, redirect_uri: redirectUri });

    expect([wrong.json.status, expired.json.status]).toEqual(['BAD_REDIRECT_URI', 'BAD_AUTH_CODE']);
  });

  it('takes forms only, and no secret in the URL', async () => {
    const json = await fake.call('POST', '/oauth/2026-09/token', undefined, { grant_type: 'refresh_token' });
    const inUrl = await fake.token({ grant_type: 'refresh_token' }, '/oauth/2026-09/token?refresh_token=abc');

    expect(json.status).toBe(415);
    expect([inUrl.status, inUrl.json.error]).toEqual([400, 'invalid_request']);
  });

  it('tells a wrong client apart from a dead refresh token', async () => {
    const client = await fake.token({ grant_type: 'refresh_token', client_id: 'other' });
    const secret = await fake.token({ grant_type: 'refresh_token', client_secret: 'other' });
    const dead = await fake.token({ grant_type: 'refresh_token', refresh_token: 'na1-nobody' });

    expect([client.json.status, secret.json.status]).toEqual(['BAD_CLIENT_ID', 'BAD_CLIENT_SECRET']);
    expect(dead.json).toEqual({
      error: 'invalid_grant', error_description: 'refresh token is invalid, expired or revoked',
      status: 'BAD_REFRESH_TOKEN', message: 'refresh token is invalid, expired or revoked',
    });
  });

  it('knows two dated versions and no other', async () => {
    const answers = await Promise.all(['2026-03', '2026-09', '2025-09', 'v1'].map((version) => fake.token({ grant_type: 'x' }, `/oauth/${version}/token`)));

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 404, 404]);
  });
});

describe('tokens', () => {
  it('expire after 30 minutes to the millisecond, and the refresh token brings a new one (F9)', async () => {
    const { access, refresh } = await fake.install();
    const read = (token: string) => fake.call('GET', '/account-info/2026-09/details', token);
    fake.clock.now += 1_799_999;
    const before = await read(access);
    fake.clock.now += 1;
    const after = await read(access);
    const renewed = await fake.token({ grant_type: 'refresh_token', refresh_token: refresh });

    expect(before.status).toBe(200);
    expect([after.status, after.json.category]).toEqual([401, 'EXPIRED_AUTHENTICATION']);
    expect(after.json.context['expire time']).toEqual([new Date(fake.clock.now).toISOString()]);
    expect(renewed.json.refresh_token).toBe(refresh);
    expect((await read(renewed.json.access_token)).status).toBe(200);
  });

  it('may come with a new refresh token, and then the old one is dead', async () => {
    const { refresh } = await fake.install();
    fake.hubspot.settings.rotateRefreshTokens = true;
    const renewed = await fake.token({ grant_type: 'refresh_token', refresh_token: refresh });
    const again = await fake.token({ grant_type: 'refresh_token', refresh_token: refresh });
    fake.hubspot.settings.rotateRefreshTokens = false;

    expect(renewed.json.refresh_token).not.toBe(refresh);
    expect(again.json.status).toBe('BAD_REFRESH_TOKEN');
  });

  it('outlive the revocation of their refresh token, but not an uninstall', async () => {
    const { access, refresh } = await fake.install();
    await fake.token({ token: refresh }, '/oauth/2026-09/token/revoke');
    const revoked = await fake.token({ grant_type: 'refresh_token', refresh_token: refresh });
    const stillGood = await fake.call('GET', '/account-info/2026-09/details', access);
    const other = await fake.install();
    const removed = await fake.call('DELETE', '/appinstalls/2026-09/external-install', other.access);

    expect([revoked.json.status, stillGood.status, removed.status]).toEqual(['BAD_REFRESH_TOKEN', 200, 204]);
    expect((await fake.call('GET', '/account-info/2026-09/details', other.access)).json.category).toBe('INVALID_AUTHENTICATION');
    expect((await fake.token({ grant_type: 'refresh_token', refresh_token: other.refresh })).json.status).toBe('BAD_REFRESH_TOKEN');
    expect(await fake.hubspot.isInstalled(4711001)).toBe(false);
  });

  it('introspect as active with their owner, or as inactive and nothing else', async () => {
    const { access } = await fake.install();

    const known = await fake.token({ token: access }, '/oauth/2026-09/token/introspect');
    const unknown = await fake.token({ token: 'nobody' }, '/oauth/2026-09/token/introspect');

    expect(known.json).toMatchObject({ active: true, hub_id: 4711001, user: 'sam.seller@acme.example', app_id: 990001 });
    expect(unknown.json).toEqual({ active: false });
  });
});

it('an install and an uninstall stand in the journal for whoever subscribed to them', async () => {
  const { json: { access_token: app } } = await fake.token({ grant_type: 'client_credentials', scope: 'developer.webhooks_journal.read developer.webhooks_journal.subscriptions.write' });
  for (const eventTypeId of ['4-1909196', '4-1916193']) await fake.call('POST', '/webhooks-journal/subscriptions/2026-03', app, { subscriptionType: 'APP_LIFECYCLE_EVENT', eventTypeId, properties: [] });
  await fake.install();
  await fake.hubspot.uninstall(4711001);

  const first = await fake.call('GET', '/webhooks-journal/journal/2026-03/earliest', app);
  const second = await fake.call('GET', `/webhooks-journal/journal/2026-03/offset/${first.json.currentOffset}/next`, app);
  const actions = await Promise.all([first, second].map(async ({ json }) => ((await (await fetch(json.url)).json()) as { journalEvents: { action: string }[] }).journalEvents.map(({ action }) => action)));

  expect(actions).toEqual([['APP_INSTALL'], ['APP_UNINSTALL']]);
});
