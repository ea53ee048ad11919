import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTokenClient } from '../../src/installs/index.ts';
import type { OauthVersion, TokenClient } from '../../src/installs/index.ts';

let asked: { path: string; body: string }[] = [];
let answers: Record<string, unknown> = {};
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (piece: Buffer) => { body += piece.toString(); });
  request.on('end', () => {
    asked.push({ path: request.url ?? '', body });
    const answer = answers[(request.url ?? '').split('/').at(-1)!] ?? {};
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
});
beforeAll(async () => once(server.listen(0, '127.0.0.1'), 'listening'));
afterAll(async () => new Promise((resolve) => server.close(resolve).closeAllConnections()));

function client(version: OauthVersion = '2026-09'): TokenClient {
  return createTokenClient({ apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, version, clientId: 'c', clientSecret: 's', fetch });
}
const TOKENS = { access_token: 'canary-access', refresh_token: 'canary-refresh', expires_in: 1800 };

describe('an exchange of a code', () => {
  it('takes the portal that introspection names (T24)', async () => {
    answers = { token: TOKENS, introspect: { active: true, hub_id: 62, user: 'ann@acme.example', user_id: 5, scopes: ['oauth'] } };

    expect(await client().exchangeCode('code', 'https://x.example/cb')).toMatchObject({ portalId: '62', userId: '5', userEmail: 'ann@acme.example', scopes: ['oauth'] });
  });

  it.each([
    ['another portal than the token answer', { active: true, hub_id: 63, scopes: [] }, 'install.refused'],
    ['an inactive token', { active: false }, 'hubspot.unavailable'],
    ['no portal', { active: true, scopes: [] }, 'hubspot.unavailable'],
  ])('is refused when introspection names %s (T24)', async (_what, introspect, code) => {
    answers = { token: { ...TOKENS, hub_id: 62 }, introspect };

    await expect(client().exchangeCode('code', 'https://x.example/cb')).rejects.toMatchObject({ code });
  });

  it('repeats no token in an error (T31)', async () => {
    answers = { token: { ...TOKENS, expires_in: 'soon' } };

    const error: unknown = await client().exchangeCode('code', 'https://x.example/cb').catch((thrown: unknown) => thrown);

    expect(`${String(error)} ${(error as Error).stack}`).not.toContain('canary');
  });
});

it.each(['2026-03', '2026-09'] as const)('speaks the dated endpoints of version %s, secrets in the body only (H14, H15)', async (version) => {
  asked = [];
  answers = { token: TOKENS, introspect: { active: true, hub_id: 62, scopes: [] } };

  await client(version).exchangeCode('code', 'https://x.example/cb');
  await client(version).refresh('canary-refresh');
  await client(version).revoke('canary-refresh');

  expect(asked.map(({ path }) => path)).toEqual([`/oauth/${version}/token`, `/oauth/${version}/token/introspect`, `/oauth/${version}/token`, `/oauth/${version}/token/revoke`]);
  expect(asked.at(-1)?.body).toContain('token=canary-refresh');
});
