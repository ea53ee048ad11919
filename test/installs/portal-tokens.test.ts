import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSealer } from '../../src/core/crypto/sealer.ts';
import { openDatabase } from '../../src/core/db/index.ts';
import type { Database } from '../../src/core/db/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import type { TokenSource } from '../../src/hubspot/index.ts';
import { createPortalTokens, createTokenClient } from '../../src/installs/index.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { GONE, hang, html, startTokenEndpoint, status } from '../support/token-endpoint.ts';
import type { TokenEndpoint } from '../support/token-endpoint.ts';

const portalId = PortalId.parse('4711001');
const sealer = createSealer([{ id: 'k1', key: new Uint8Array(32).fill(7) }]);
const never = { signal: new AbortController().signal };

let own: TestDatabase;
let endpoint: TokenEndpoint;
/** Each stands for a process of its own: nothing is shared but the database. */
let processes: { database: Database; tokens: TokenSource }[];
let lost: string[] = [];
beforeAll(async () => {
  own = await createTestDatabase();
  endpoint = await startTokenEndpoint();
  processes = Array.from({ length: 4 }, () => {
    const database = openDatabase({ url: own.url, max: 5, silentMs: 10_000, onError: () => undefined });
    const client = createTokenClient({ apiUrl: endpoint.url, version: '2026-09', clientId: 'c', clientSecret: 's', fetch });
    const tokens = createPortalTokens({ database, sealer, client, sleep: async () => undefined, onLost: async (_tx, portal) => void lost.push(portal) });
    return { database, tokens };
  });
});
afterAll(async () => {
  for (const { database } of processes) await database.close();
  await endpoint?.close();
  await own?.drop();
});
beforeEach(async () => {
  lost = [];
  endpoint.delayMs = 0;
  endpoint.script();
  await processes[0]!.database.inPortal(portalId, async (tx) => {
    await tx.$executeRaw`delete from installs`;
    await tx.install.create({ data: {
      portalId: 4_711_001n, state: 'active', sealedAccessToken: await sealer.seal(portalId, 'access_token', 'access-0'),
      sealedRefreshToken: await sealer.seal(portalId, 'refresh_token', 'refresh-1'), accessExpiresAt: new Date(), scopes: [],
      timeZone: 'UTC', currency: 'EUR', uiDomain: 'localhost', installedByUserId: '1',
    } });
  });
});

async function endsIn(seconds: number): Promise<void> {
  await processes[0]!.database.inPortal(portalId, (tx) => tx.$executeRaw`
    update installs set access_expires_at = clock_timestamp() + make_interval(secs => ${seconds}::float8), refresh_failed_at = null`);
}
const state = async (): Promise<string> => (await processes[0]!.database.inPortal(portalId, (tx) => tx.install.findFirstOrThrow())).state;
const ask = (at = 0): Promise<string> => processes[at]!.tokens.accessToken(portalId, never);
async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(() => 'no error', (error: { code?: unknown }) => error.code);
}

describe('a token that nears its end', () => {
  it('is renewed once, however many ask in however many processes (T26, F31, G10)', async () => {
    endpoint.delayMs = 300;
    for (let expiry = 1; expiry <= 5; expiry += 1) {
      await endsIn(60);
      const before = endpoint.calls();

      const got = await Promise.all(Array.from({ length: 200 }, (_, caller) => ask(caller % 4)));

      expect(endpoint.calls() - before).toBe(1);
      expect(new Set(got)).toEqual(new Set([`access-${before + 1}`]));
    }
  });

  it('is renewed before it ends and not earlier, whatever the clocks of our processes say (F34)', async () => {
    const real = Date.now;
    const before = endpoint.calls();
    try {
      for (const [skew, secondsLeft, renewed] of [[600_000, 300, false], [-600_000, 300, false], [600_000, 100, true], [-600_000, 100, true], [600_000, -5, true], [-600_000, -5, true]] as const) {
        await endsIn(secondsLeft);
        const calls = endpoint.calls();
        Date.now = () => real() + skew;
        await ask();
        Date.now = real;
        expect([skew, secondsLeft, endpoint.calls() - calls]).toEqual([skew, secondsLeft, renewed ? 1 : 0]);
      }
    } finally {
      Date.now = real;
    }
    expect(endpoint.calls() - before).toBe(4);
  });

  it('is not fetched anew because of a 401 alone: those that come with a token that was replaced meanwhile ask nobody, those with the present one ask once (H5)', async () => {
    await endsIn(1_500);
    const before = endpoint.calls();
    const refused = (token: string): Promise<string[]> => Promise.all(Array.from({ length: 200 }, (_, caller) => processes[caller % 4]!.tokens.refreshAfterExpiry(portalId, token)));

    expect(new Set(await refused('access-of-before'))).toEqual(new Set(['access-0']));
    expect(endpoint.calls() - before).toBe(0);
    expect(new Set(await refused('access-0'))).toEqual(new Set([`access-${before + 1}`]));
    expect(endpoint.calls() - before).toBe(1);
  });

  it.each([
    ['500', status(500, {})], ['429', status(429, {})], ['423', status(423, {})], ['477', status(477, {})], ['a page of HTML with 502', html(502)],
    ['a page of HTML with 200', html(200)], ['another shape', status(200, { access_token: '' })], ['nothing in time', hang],
  ])('serves on while HubSpot answers a refresh with %s, and does not ask with every call (F33)', async (_what, answer) => {
    endpoint.script(answer);
    await endsIn(60);
    const before = endpoint.calls();

    expect([await ask(0), await ask(1), await state()]).toEqual(['access-0', 'access-0', 'active']);
    expect(endpoint.calls() - before).toBe(1);
  });

  it.each([['500', status(500, {})], ['429', status(429, {})], ['HTML', html(502)]])('is a passing failure when it has ended and HubSpot answers %s; the next call recovers (F33, F9)', async (_what, answer) => {
    endpoint.script(answer);
    await endsIn(-1);

    expect(await codeOf(ask())).toBe('hubspot.unavailable');
    expect(await ask()).toBe(`access-${endpoint.calls()}`);
  });

  it.each([
    ['invalid_client', status(401, { error: 'invalid_client', status: 'BAD_CLIENT_SECRET' })],
    ['a wrong redirect address', status(400, { error: 'invalid_grant', status: 'BAD_REDIRECT_URI' })],
    ['404 for the version', html(404)],
  ])('never counts as withdrawn when our own settings are wrong: %s (F33)', async (_what, answer) => {
    endpoint.script(answer, answer);
    await endsIn(-1);

    expect(await codeOf(ask())).toBe('install.misconfigured');
    expect([await state(), lost]).toEqual(['active', []]);
  });

  it('survives that HubSpot says once that the grant is gone (F33, T27)', async () => {
    endpoint.script(GONE);
    await endsIn(-1);

    expect(await ask()).toMatch(/^access-\d+$/);
    expect([await state(), lost]).toEqual(['active', []]);
  });

  it('is lost when HubSpot says it twice: told once, and nobody asks HubSpot again (T28, F9, H6, I7)', async () => {
    for (const grant of [GONE, status(403, { status: 'BAD_HUB' }), status(400, { error: 'access_denied' })]) {
      await processes[0]!.database.inPortal(portalId, (tx) => tx.$executeRaw`update installs set state = 'active'`);
      lost = [];
      endpoint.script(grant, grant);
      await endsIn(-1);
      const before = endpoint.calls();

      const codes = await Promise.all(Array.from({ length: 40 }, (_, caller) => codeOf(ask(caller % 4))));

      expect(new Set(codes)).toEqual(new Set(['portal.needs_reauth']));
      expect([endpoint.calls() - before, await state(), lost]).toEqual([2, 'needs_reauth', ['4711001']]);
    }
  });

  it('keeps the old grant when the answer to a refresh is lost on the way (T27)', async () => {
    endpoint.script((response) => void response.socket?.destroy());
    await endsIn(-1);

    expect(await codeOf(ask())).toBe('hubspot.unavailable');
    expect(await ask()).toBe(`access-${endpoint.calls()}`);
    expect(await state()).toBe('active');
  });
});

describe('a reinstall while a refresh is running', () => {
  it.each([['answers', null], ['says that the old grant is gone', GONE]])('keeps the new grant when HubSpot then %s (F36)', async (_what, answer) => {
    endpoint.delayMs = 400;
    if (answer !== null) endpoint.script(answer, answer);
    await endsIn(-1);
    const before = endpoint.calls();
    const refresh = codeOf(ask());
    while (endpoint.calls() === before) await new Promise((resolve) => setTimeout(resolve, 10));

    await processes[1]!.database.inPortal(portalId, async (tx) => {
      const sealed = { access: await sealer.seal(portalId, 'access_token', 'new-access'), refresh: await sealer.seal(portalId, 'refresh_token', 'new-refresh') };
      await tx.$executeRaw`update installs set state = 'active', sealed_access_token = ${sealed.access}, sealed_refresh_token = ${sealed.refresh},
        access_expires_at = clock_timestamp() + interval '30 minutes', grant_no = grant_no + 1`;
    });
    await refresh;
    // A call that had been refused with the old token comes late.
    await processes[2]!.tokens.markNeedsReauth(portalId, 'access-0');

    expect([await ask(3), await state()]).toEqual(['new-access', 'active']);
  });
});
