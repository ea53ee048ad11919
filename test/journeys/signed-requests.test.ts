import { spawn } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reply, StartExportResponse } from '#contract';
import { createApp } from '../../server/app.ts';
import { createWebServer } from '../../server/create-web-server.ts';
import { exportRequest, jobIn, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import { sendRaw, statusOf } from '../support/send-raw.ts';
import { signCardRequest } from '../support/sign-card-request.ts';
import { CARD_ORIGIN, SAM } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';

const SECRET = 'sandbox-secret-0123456789abcdef';
const PATH = '/ui/list-jobs';
let test: TestApp;
beforeAll(async () => {
  test = await startNumbersApp(numbersSource({ rows: 3_000, parts: 1, batch: 500 }));
});
afterAll(async () => test?.close());

type Headers = Record<string, string | string[]>;
type Signed = { readonly pathAndQuery: string; readonly headers: Record<string, string> };

function signed(body: string, over: Partial<Parameters<typeof signCardRequest>[0]> = {}): Signed {
  return signCardRequest({ publicOrigin: CARD_ORIGIN, path: PATH, body, caller: SAM, appId: '990001', secret: SECRET, now: Date.now(), ...over });
}

/** Signs an address that no honest sender would make. */
function signedAddress(address: string, body = '{}'): Signed {
  const timestamp = String(Date.now());
  const signature = createHmac('sha256', SECRET).update(`POST${CARD_ORIGIN}${address.replaceAll('%40', '@')}${body}${timestamp}`).digest('base64');
  return { pathAndQuery: address, headers: { 'content-type': 'application/json', 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': timestamp } };
}

function send(pathAndQuery: string, headers: Headers, body: string | Buffer = '{}', options: { origin?: string; agent?: Agent } = {}): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(options.origin ?? test.origin);
    const request = httpRequest({ host: hostname, port, path: pathAndQuery, method: 'POST', headers, ...(options.agent && { agent: options.agent }) }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => { text += piece; }).on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.on('error', reject).end(body);
  });
}

/** The request as bytes, for a raw socket. */
function bytes(head: readonly string[], body: string | Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)]);
}

function head({ pathAndQuery, headers }: Signed, more: readonly string[]): string[] {
  return [`POST ${pathAndQuery} HTTP/1.1`, 'host: 127.0.0.1', 'connection: close', ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), ...more];
}

describe('a request that HubSpot did not sign', () => {
  it('asks the database nothing, whatever it carries (T1)', async () => {
    let questions = 0;
    const count = (): void => { questions += 1; };
    const { pool } = test.app.context.database;
    const good = signed('{}');
    const structured: Headers[] = [
      {}, { 'x-hubspot-signature-v3': '' }, { 'x-hubspot-signature-v3': ' ' }, { 'x-hubspot-signature-v3': 'garbage' }, { 'x-hubspot-signature-v3': 'A'.repeat(44) }, { 'x-hubspot-signature-v3': 'A'.repeat(8_000) },
      { 'x-hubspot-signature-v3': [good.headers['x-hubspot-signature-v3']!, good.headers['x-hubspot-signature-v3']!] }, { 'x-hubspot-request-timestamp': '' }, { 'x-hubspot-request-timestamp': ['1', '2'] }, { authorization: 'Bearer x' }, { cookie: 'a=b' },
      { 'x-hubspot-signature': good.headers['x-hubspot-signature-v3']!, 'x-hubspot-signature-version': 'v3' },
    ];
    const began = performance.now();
    pool.on('acquire', count);
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    const statuses = await Promise.all([
      ...structured.map(async (headers) => (await send(good.pathAndQuery, { 'content-type': 'application/json', 'x-hubspot-request-timestamp': good.headers['x-hubspot-request-timestamp']!, ...headers }, '{}', { agent })).status),
      ...Array.from({ length: 1_500 }, async (_, round) => (await send(good.pathAndQuery, { ...good.headers, 'x-hubspot-signature-v3': randomBytes(round % 3 === 0 ? round % 50 : 32).toString('base64') }, randomBytes(round % 100), { agent })).status),
    ]);
    pool.off('acquire', count);
    agent.destroy();

    expect(new Set(statuses)).toEqual(new Set([401]));
    // The workers of this app look at their lines several times a second; requests add nothing to that.
    expect(questions).toBeLessThan(Math.min(statuses.length, 100 + ((performance.now() - began) / 1_000) * 20));
  });

  it('is refused when it carries only the older versions of the signature, made with the right secret (T2)', async () => {
    const { pathAndQuery } = signed('{}');
    const text = `${SECRET}POST${CARD_ORIGIN}${pathAndQuery}{}`;
    const { createHash } = await import('node:crypto');
    for (const older of [createHash('sha256').update(text).digest('hex'), createHash('sha256').update(`${SECRET}{}`).digest('hex')]) {
      for (const version of ['v1', 'v2']) expect((await send(pathAndQuery, { 'content-type': 'application/json', 'x-hubspot-signature': older, 'x-hubspot-signature-version': version, 'x-hubspot-request-timestamp': String(Date.now()) })).status).toBe(401);
    }
  });

  it('is refused by a server whose clock is ten minutes off, whichever way (T4)', async () => {
    for (const skew of [-600_000, 600_000]) {
      const { pathAndQuery, headers } = signed('{}', { now: Date.now() + skew });
      expect((await send(pathAndQuery, headers)).status).toBe(401);
    }
  });
});

it('the same bytes a hundred times over four connections start one export (T3, F15)', async () => {
  const body = JSON.stringify(exportRequest());
  const { pathAndQuery, headers } = signed(body, { path: '/ui/start-export' });
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });

  const answers = await Promise.all(Array.from({ length: 100 }, () => send(pathAndQuery, headers, body, { agent })));
  agent.destroy();

  const replies = answers.map(({ status, text }) => ({ status, reply: JSON.parse(text) as Reply<StartExportResponse> }));
  const jobs = new Set(replies.map(({ reply }) => (reply.ok ? reply.data.job.id : reply.error.code)));
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
  expect(jobs.size).toBe(1);
  await jobIn(test, [...jobs][0]!, 'ready');
  expect((await test.ask('list-jobs', {})).jobs).toHaveLength(1);
});

it('no header changes the verdict: forty sets of what proxies and attackers add (T7)', async () => {
  const names = ['host', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-prefix', 'x-original-url', 'x-rewrite-url', 'x-original-host', 'forwarded'];
  const values = (name: string): string[] => {
    if (name === 'x-original-url' || name === 'x-rewrite-url' || name === 'x-forwarded-prefix') return ['/ui/get-job', '/healthz', `${PATH}?portalId=4711002`, '//evil.example'];
    if (name === 'x-forwarded-port') return ['443', '80', '0', 'x'];
    if (name === 'x-forwarded-proto') return ['http', 'https', 'https,http', 'javascript'];
    return name === 'forwarded' ? ['host=evil.example;proto=https', 'for=127.0.0.1', 'proto=http', '"'] : ['evil.example', 'api.siderail.example', '127.0.0.1', 'evil.example, api.siderail.example'];
  };
  const sets = names.flatMap((name) => values(name).map((value) => ({ [name]: value })));
  expect(sets).toHaveLength(40);
  const good = signed('{}');
  const forged = signed('{}', { publicOrigin: 'https://evil.example' });
  const insecure = signed('{}', { publicOrigin: CARD_ORIGIN.replace('https', 'http') });

  for (const claims of sets) {
    expect((await send(good.pathAndQuery, { ...good.headers, ...claims })).status, JSON.stringify(claims)).toBe(200);
    for (const bad of [forged, insecure]) expect((await send(bad.pathAndQuery, { ...bad.headers, ...claims })).status, JSON.stringify(claims)).toBe(401);
  }
});

it('sixty signed addresses in which the portal or person depends on the reader are all refused (T8, T9)', async () => {
  const identity = { userId: '501', portalId: '4711001', userEmail: 'sam.seller%40acme.example', appId: '990001' };
  const query = (parts: Record<string, string>): string => Object.entries(parts).map(([name, value]) => `${name}=${value}`).join('&');
  const whole = query(identity);
  const foreign = { userId: '601', portalId: '4711002', userEmail: 'eve%40other.example', appId: '1' };
  const polluted = Object.entries(foreign).flatMap(([name, value]) => [
    `${whole}&${name}=${value}`, `${name}=${value}&${whole}`, `${whole}&${name}[]=${value}`, `${whole}&${name}%5B%5D=${value}`, `${whole}&${name.toUpperCase()}=${value}`, `${whole}&${name}%00=${value}`,
    `${whole}&%${name.charCodeAt(0).toString(16)}${name.slice(1)}=${value}`, `${whole}&${name}`, `${whole};${name}=${value}`, query({ ...identity, [name]: `${identity[name as keyof typeof identity]},${value}` }), query({ ...identity, [name]: '' }),
    query(Object.fromEntries(Object.entries(identity).filter(([other]) => other !== name))), `${whole}&${name}.x=${value}`, `${whole}&+${name}=${value}`,
  ]);
  polluted.push(`${whole}&debug=1`, `${whole}&`.replace('&&', '&') + '&__proto__=1', query({ ...identity, appId: '990002' }), `${whole}#portalId=4711002`);
  expect(polluted.length).toBeGreaterThanOrEqual(60);

  for (const bad of polluted) {
    const request = signedAddress(`${PATH}?${bad}`, '{"portalId":"4711002"}');
    expect(statusOf(await sendRaw(test.origin, [bytes(head(request, ['content-length: 22']), '{"portalId":"4711002"}')])), bad).toBe(401);
  }
  const fine = signedAddress(`${PATH}?${whole}`);
  expect((await send(fine.pathAndQuery, fine.headers)).status).toBe(200);
});

it('a body that parsers read differently is refused, or read as its very bytes: 25 crafted ones (T11)', async () => {
  const framed = (body: string | Buffer, more: readonly string[] = []): Buffer => bytes(head(signed(body.toString('latin1')), [`content-length: ${Buffer.byteLength(body)}`, ...more]), body);
  const over = (body: string, headers: Record<string, string>, sent: string | Buffer = body): Buffer => {
    const good = signed(body);
    return bytes(head({ ...good, headers: { ...good.headers, ...headers } }, [`content-length: ${Buffer.byteLength(sent)}`]), sent);
  };
  const chunked = (body: string): string => `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  const bomb = gzipSync(Buffer.alloc(50_000_000));
  const unframed = (more: readonly string[], body: string | Buffer): Buffer => bytes(head(signed('{}'), more), body);
  const refused: [string, Buffer, RegExp][] = [
    ['serialised again', over('{ "a": 1 }', {}, '{"a":1}'), /^HTTP\/1\.1 401/],
    ['keys in another order', over('{"a":1,"b":2}', {}, '{"b":2,"a":1}'), /^HTTP\/1\.1 401/],
    ['a byte-order mark nobody signed', over('{}', {}, '\uFEFF{}'), /^HTTP\/1\.1 401/],
    ['trailing space nobody signed', over('{}', {}, '{} '), /^HTTP\/1\.1 401/],
    ['trailing zero nobody signed', over('{}', {}, '{}\0'), /^HTTP\/1\.1 401/],
    ['numbers written otherwise', over('{"a":1}', {}, '{"a":1.0}'), /^HTTP\/1\.1 401/],
    ['escapes written otherwise', over('{"a":"é"}', {}, '{"a":"\\u00e9"}'), /^HTTP\/1\.1 401/],
    ['another form of the same letter', over('{"a":"é"}', {}, '{"a":"e\u0301"}'), /^HTTP\/1\.1 401/],
    ['not UTF-8', over('{"a":"x"}', {}, Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d])), /^HTTP\/1\.1 401/],
    ['a megabyte and a byte', framed(JSON.stringify({ a: 'x'.repeat(1_000_001) })), /request\.too_large|^$/],
    ['a length that lies upwards', bytes(head(signed('{}'), ['content-length: 2000000']), '{}'), /request\.too_large|^$|^HTTP\/1\.1 4/],
    ['gzip', over('{}', { 'content-encoding': 'gzip' }, gzipSync('{}')), /request\.invalid|^HTTP\/1\.1 401/],
    ['a gzip bomb', bytes(head({ ...signed('{}'), headers: { ...signed('{}').headers, 'content-encoding': 'gzip' } }, [`content-length: ${bomb.length}`]), bomb), /request\.invalid|^HTTP\/1\.1 401/],
    ['brotli', over('{}', { 'content-encoding': 'br' }), /request\.invalid|^HTTP\/1\.1 401/],
    ['length and chunks', unframed(['content-length: 2', 'transfer-encoding: chunked'], chunked('{}')), /^HTTP\/1\.1 400/],
    ['two lengths', unframed(['content-length: 2', 'content-length: 3'], '{} '), /^HTTP\/1\.1 400/],
    ['a length of two numbers', unframed(['content-length: 2, 2'], '{}'), /^HTTP\/1\.1 400/],
    ['a signed length', unframed(['content-length: +2'], '{}'), /^HTTP\/1\.1 400/],
    ['chunks of another kind', unframed(['transfer-encoding: xchunked'], chunked('{}')), /^HTTP\/1\.1 (400|401|501)/],
    ['chunks with a bad size', unframed(['transfer-encoding: chunked'], 'zz\r\n{}\r\n0\r\n\r\n'), /^HTTP\/1\.1 400|^$/],
    ['a form', over('{}', { 'content-type': 'application/x-www-form-urlencoded' }), /request\.invalid|^HTTP\/1\.1 401/],
    ['text', over('{}', { 'content-type': 'text/plain' }), /request\.invalid|^HTTP\/1\.1 401/],
    ['no type', bytes(head({ ...signed('{}'), headers: Object.fromEntries(Object.entries(signed('{}').headers).filter(([name]) => name !== 'content-type')) }, ['content-length: 2']), '{}'), /request\.invalid|^HTTP\/1\.1 401/],
    ['a request in a request', bytes(head(signed('{}'), ['content-length: 2']), `{}POST ${PATH} HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n`), /^HTTP\/1\.1 (?:200|400)(?![\s\S]*HTTP\/1\.1 200)/],
    ['a prototype among its keys', framed('{"__proto__":{"admin":true}}'), /request\.invalid/],
  ];
  expect(refused).toHaveLength(25);

  const before = process.memoryUsage().rss;
  for (const [name, request, expected] of refused) expect(await sendRaw(test.origin, [request], { quietMs: 1_000 }), name).toMatch(expected);
  expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000 + 100_000_000);
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
  // The same body whole and in chunks is the same body.
  expect(await sendRaw(test.origin, [bytes(head(signed('{}'), ['transfer-encoding: chunked']), chunked('{}'))])).toMatch(/^HTTP\/1\.1 200/);
});

describe('the app’s secret at HubSpot', () => {
  it('is changed in the middle of 1,000 requests, and none is refused (T12)', async () => {
    const next = 'the-secret-that-comes-after-it-0001';
    const servers: Server[] = [];
    async function serve(secrets: readonly string[]): Promise<string> {
      const server = createWebServer(createApp({ ...test.app, hubspot: { ...test.app.hubspot, secrets } })).listen(0, '127.0.0.1');
      await once(server, 'listening');
      servers.push(server);
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    }
    // As an operator does it: the new one is added, HubSpot changes over, the old one is taken away.
    const [before, overlap, after] = await Promise.all([serve([SECRET]), serve([next, SECRET]), serve([next])]);
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    const statuses = await Promise.all(Array.from({ length: 1_000 }, async (_, turn) => {
      const origin = turn < 250 ? before : turn < 750 ? overlap : after;
      const { pathAndQuery, headers } = signed('{}', { secret: turn < 500 ? SECRET : next });
      return (await send(pathAndQuery, headers, '{}', { origin, agent })).status;
    }));
    const late = signed('{}');
    const refused = await send(late.pathAndQuery, late.headers, '{}', { origin: after });
    agent.destroy();
    for (const server of servers) server.close();

    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    expect(refused.status).toBe(401);
  });

  it.each(['', 'changeme'])('does not let a process start when it is "%s" (T12)', async (secret) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, '..', '..', 'server', 'web.ts')], { env: { PATH: process.env['PATH'], ...test.environment, PORT: '0', HUBSPOT_CLIENT_SECRET: secret }, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => { said += text; });
    const [code] = (await once(child, 'exit')) as [number];

    expect(code).toBe(1);
    expect(said).toContain('HUBSPOT_CLIENT_SECRET');
    expect(said).not.toContain('SEALING_KEYS');
  });
});

it('a developer’s own proxy is believed only where the settings say so, and only for what it signed', async () => {
  const origin = 'http://localhost:4701';
  const caller = { portalId: SAM.portalId, userId: SAM.userId, userEmail: SAM.userEmail } as typeof test.app.hubspot.development extends { caller: infer C } | null ? C : never;
  const server = createWebServer(createApp({ ...test.app, hubspot: { ...test.app.hubspot, development: { origin, caller } } })).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const developing = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const timestamp = String(Date.now());
  const sign = (secret: string, url: string): Headers => ({ 'content-type': 'application/json', 'x-hubspot-request-timestamp': timestamp, 'x-hubspot-signature-v3': createHmac('sha256', secret).update(`POST${url}{}${timestamp}`).digest('base64') });

  expect((await send(PATH, sign(SECRET, `${origin}${PATH}`), '{}', { origin: developing })).status).toBe(200);
  expect((await send(PATH, sign(SECRET, `${origin}${PATH}`), '{}')).status).toBe(401);
  expect((await send(PATH, sign('another-secret-altogether', `${origin}${PATH}`), '{}', { origin: developing })).status).toBe(401);
  expect((await send(`${PATH}?portalId=4711002`, sign(SECRET, `${origin}${PATH}?portalId=4711002`), '{}', { origin: developing })).status).toBe(401);
  expect((await send(PATH, sign(SECRET, `${CARD_ORIGIN}${PATH}`), '{}', { origin: developing })).status).toBe(401);
  server.close();
});
