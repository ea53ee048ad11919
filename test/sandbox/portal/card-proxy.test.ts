import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isPermittedUrl } from '../../../sandbox/portal/is-permitted-url.ts';
import { createCallJournal } from '../../../sandbox/portal/proxy/call-journal.ts';
import type { CardReply, CardRequest } from '../../../sandbox/portal/proxy/card-request.ts';
import { createCardProxy } from '../../../sandbox/portal/proxy/create-card-proxy.ts';
import { sendJson, startBackend, type SeenRequest, type TestBackend } from './support/start-backend.ts';

const ORIGIN = 'https://api.siderail.example';
const SECRET = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
const NOW = 1_790_000_000_000;
const IDENTITY = 'userId=501&portalId=4711001&userEmail=sam.seller%40acme.example&appId=990001';

const journal = createCallJournal();
let backend: TestBackend;
let send: (request: CardRequest) => Promise<CardReply>;
let isInstalled = true;

beforeAll(async () => {
  backend = await startBackend();
  send = createCardProxy({
    appId: 990001,
    clientSecret: SECRET,
    permittedUrls: [`${ORIGIN}/ui/`, 'https://unknown.example'],
    origins: { [ORIGIN]: backend.origin },
    defaultPortalId: 4711001,
    isInstalled: async () => isInstalled,
    findUser: (_portalId, userId) => (userId === 501 ? { email: 'sam.seller@acme.example' } : undefined),
    journal,
    now: () => NOW,
  });
});

afterAll(() => backend.close());

beforeEach(() => {
  isInstalled = true;
  journal.clear();
  backend.answer((_request, response) => sendJson(response, 200, { ok: true }));
});

function post(change: Partial<CardRequest> = {}): CardRequest {
  return { url: `${ORIGIN}/ui/list-tables`, method: 'POST', body: { a: 1 }, headers: {}, userId: 501, ...change };
}

/** HubSpot's v3 base string, written here from its documentation and not from the proxy's code. */
function v3(method: string, decodedUrl: string, body: string, timestamp: string): string {
  return createHmac('sha256', SECRET).update(method + decodedUrl + body + timestamp).digest('base64');
}

function only(): SeenRequest {
  expect(backend.seen).toHaveLength(1);
  return backend.seen[0] as SeenRequest;
}

describe('what arrives at the backend', () => {
  it('appends user, portal, e-mail and app to the query, and signs the public address with %40 decoded', async () => {
    expect(await send(post())).toEqual({ status: 200, body: { ok: true } });

    const { path, headers, body, method } = only();
    expect(path).toBe(`/ui/list-tables?${IDENTITY}`);
    expect(body).toBe('{"a":1}');
    expect(headers['x-hubspot-request-timestamp']).toBe(String(NOW));
    const decoded = `${ORIGIN}/ui/list-tables?userId=501&portalId=4711001&userEmail=sam.seller@acme.example&appId=990001`;
    expect(headers['x-hubspot-signature-v3']).toBe(v3(method, decoded, body, String(NOW)));
  });

  it('adds the legacy v2 signature over the address as it was sent', async () => {
    await send(post());

    const { headers, path } = only();
    expect(headers['x-hubspot-signature-version']).toBe('v2');
    expect(headers['x-hubspot-signature']).toBe(createHash('sha256').update(`${SECRET}POST${ORIGIN}${path}{"a":1}`).digest('hex'));
  });

  it('decodes the listed characters only, and leaves a space and an ampersand encoded in what it signs', async () => {
    await send(post({ url: `${ORIGIN}/ui/list-tables?name=a%20b%26c%3Ad` }));

    const { headers, path, body } = only();
    expect(path).toBe(`/ui/list-tables?name=a%20b%26c%3Ad&${IDENTITY}`);
    const decoded = `${ORIGIN}/ui/list-tables?name=a%20b%26c:d&userId=501&portalId=4711001&userEmail=sam.seller@acme.example&appId=990001`;
    expect(headers['x-hubspot-signature-v3']).toBe(v3('POST', decoded, body, String(NOW)));
  });

  it('sends and signs no body with a GET', async () => {
    await send(post({ method: 'GET', body: undefined }));

    const { headers, body } = only();
    expect(body).toBe('');
    expect(headers['content-type']).toBeUndefined();
    const decoded = `${ORIGIN}/ui/list-tables?userId=501&portalId=4711001&userEmail=sam.seller@acme.example&appId=990001`;
    expect(headers['x-hubspot-signature-v3']).toBe(v3('GET', decoded, '', String(NOW)));
  });

  it('passes an Authorization header on, and shows the public host', async () => {
    await send(post({ headers: { Authorization: 'Bearer x' } }));

    expect(only().headers).toMatchObject({ authorization: 'Bearer x', host: 'api.siderail.example', 'content-type': 'application/json' });
  });
});

describe('what never leaves HubSpot', () => {
  it.each([
    ['an http address', post({ url: 'http://api.siderail.example/ui/list-tables' })],
    ['a relative address', post({ url: '/ui/list-tables' })],
    ['an address outside permittedUrls', post({ url: 'https://elsewhere.example/ui/list-tables' })],
    ['a path outside the permitted prefix', post({ url: `${ORIGIN}/admin` })],
    ['a host that only begins like the permitted one', post({ url: `${ORIGIN}.evil.example/ui/x` })],
    ['a path that climbs out of the prefix', post({ url: `${ORIGIN}/ui/../admin` })],
    ['a portalId of the card', post({ url: `${ORIGIN}/ui/list-tables?portalId=1` })],
    ['a userId of the card, encoded', post({ url: `${ORIGIN}/ui/list-tables?user%49d=1` })],
    ['a custom header', post({ headers: { 'X-Request-Id': '1' } })],
    ['two headers', post({ headers: { Authorization: 'a', Accept: 'b' } })],
    ['an unknown method', post({ method: 'TRACE' })],
    ['an array as body', post({ body: [1] })],
    ['a text as body', post({ body: 'x' })],
    ['a timeout above 120 s', post({ timeout: 120_001 })],
    ['an unknown user', post({ userId: 999 })],
  ])('answers 400 to %s', async (_name, request) => {
    const reply = await send(request);

    expect(reply).toMatchObject({ status: 400, body: { category: 'VALIDATION_ERROR' } });
    expect(backend.seen).toHaveLength(0);
    expect(journal.list()).toMatchObject([{ attempt: 0, status: 400 }]);
  });

  it('refuses a request body over 1 MB and lets one of 1 MB through', async () => {
    const envelope = JSON.stringify({ text: '' }).length;

    const fits = await send(post({ body: { text: 'x'.repeat(1_000_000 - envelope) } }));
    const over = await send(post({ body: { text: 'x'.repeat(1_000_000 - envelope + 1) } }));

    expect(fits.status).toBe(200);
    expect(over.status).toBe(413);
    expect(only().body).toHaveLength(1_000_000);
  });

  it('refuses every call of a portal that has not installed the app', async () => {
    isInstalled = false;

    expect(await send(post())).toMatchObject({ status: 403, body: { category: 'APP_NOT_INSTALLED' } });
    expect(backend.seen).toHaveLength(0);
  });

  it('lets 20 calls of a portal run at once and answers 429 to the next', async () => {
    const waiting: (() => void)[] = [];
    backend.answer((_request, response) => waiting.push(() => sendJson(response, 200, {})));
    const twenty = Array.from({ length: 20 }, () => send(post()));
    await expect.poll(() => waiting.length).toBe(20);

    expect(await send(post())).toMatchObject({ status: 429 });

    waiting.forEach((answer) => answer());
    expect((await Promise.all(twenty)).map((reply) => reply.status)).toEqual(Array(20).fill(200));
    backend.answer((_request, response) => sendJson(response, 200, {}));
    expect((await send(post())).status).toBe(200);
  });
});

describe('what the card gets', () => {
  it('repeats once after a 5xx, byte for byte, and gives the second answer', async () => {
    backend.answer((_request, response) => sendJson(response, backend.seen.length === 1 ? 500 : 200, { count: backend.seen.length }));

    const reply = await send(post());

    expect(reply).toEqual({ status: 200, body: { count: 2 } });
    expect(backend.seen).toHaveLength(2);
    expect(backend.seen[1]).toEqual(backend.seen[0]);
    expect(journal.list().map((call) => [call.attempt, call.status])).toEqual([[1, 500], [2, 200]]);
  });

  it('gives up after the second 5xx', async () => {
    backend.answer((_request, response) => sendJson(response, 503, { ok: false }));

    expect(await send(post())).toEqual({ status: 503, body: { ok: false } });
    expect(backend.seen).toHaveLength(2);
  });

  it('repeats once after a broken connection', async () => {
    backend.answer((_request, response) => {
      if (backend.seen.length === 1) return void response.destroy();
      sendJson(response, 200, { ok: true });
    });

    expect(await send(post())).toEqual({ status: 200, body: { ok: true } });
    expect(backend.seen).toHaveLength(2);
  });

  it('does not repeat a 4xx and keeps its status and body', async () => {
    backend.answer((_request, response) => sendJson(response, 401, { message: 'bad signature' }));

    expect(await send(post())).toEqual({ status: 401, body: { message: 'bad signature' } });
    expect(backend.seen).toHaveLength(1);
  });

  it('follows no redirect', async () => {
    backend.answer((_request, response) => response.writeHead(302, { location: '/elsewhere' }).end());

    expect(await send(post())).toMatchObject({ status: 502, body: { category: 'BAD_GATEWAY' } });
    expect(backend.seen).toHaveLength(1);
  });

  it('answers 502 when the backend sends something other than JSON', async () => {
    backend.answer((_request, response) => response.writeHead(200, { 'content-type': 'text/csv' }).end('a,b'));

    expect(await send(post())).toMatchObject({ status: 502, body: { message: 'Invalid JSON Response Body' } });
  });

  it('answers 502 to a response over 1 MB', async () => {
    backend.answer((_request, response) => sendJson(response, 200, { text: 'x'.repeat(1_000_000) }));

    expect(await send(post())).toMatchObject({ status: 502, body: { message: 'The response is larger than 1 MB' } });
  });

  it('answers 504 when the time the card asked for is over, repeats included', async () => {
    backend.answer(() => undefined);
    const started = performance.now();

    expect(await send(post({ timeout: 200 }))).toMatchObject({ status: 504, body: { category: 'GATEWAY_TIMEOUT' } });

    expect(performance.now() - started).toBeLessThan(10_000);
    expect(backend.seen).toHaveLength(1);
  });

  it('waits 15 s when the card asked for nothing else', async () => {
    backend.answer(() => undefined);
    const started = performance.now();

    expect((await send(post())).status).toBe(504);

    expect(performance.now() - started).toBeGreaterThan(14_900);
    expect(performance.now() - started).toBeLessThan(25_000);
  });

  it('answers 502 for a permitted origin that the sandbox has no server for', async () => {
    expect(await send(post({ url: 'https://unknown.example/x' }))).toMatchObject({ status: 502 });
  });
});

it.each([
  ['https://app.example/files/x', true], ['https://app.example', true], ['https://app.example.evil/files/x', false], ['https://app.example:8443/', false],
  ['http://app.example/', false], ['https://app.example@evil.example/', false], ['javascript:alert(1)', false], ['/files/x', false],
])('a window or call to %s is permitted by https://app.example: %s', (address, permitted) => {
  expect(isPermittedUrl(address, ['https://app.example'])).toBe(permitted);
});
