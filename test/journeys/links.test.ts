import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { openLink } from '../../src/downloads/index.ts';
import { randomOf } from '../support/ask-source.ts';
import { exportRequest, jobIn } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import { SAM, startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';

const portalId = PortalId.parse(SAM.portalId);
let test: TestApp;
let jobId: string;
let path: string;
/** What the file store does when a file is asked for. */
let storeDown = false;
let shift = 0;
beforeAll(async () => {
  test = await startTestApp({
    overrides: ({ context }) => ({
      sources: [numbersSource({ rows: 300, parts: 1, batch: 100 })],
      now: () => Date.now() + shift,
      files: { ...context.files, get: (key) => (storeDown ? Promise.reject(new AppError('file.store_unavailable')) : context.files.get(key)) },
    }),
  });
  await test.pretendInstalled(SAM.portalId);
  jobId = (await test.ask('start-export', exportRequest())).job.id;
  await jobIn(test, jobId, 'ready');
});
afterAll(async () => test?.close());
beforeEach(async () => {
  shift = 0;
  storeDown = false;
  path = new URL((await test.ask('create-link', { jobId })).url).pathname;
});

const tokenOf = (of: string): string => of.slice('/files/'.length);
const get = (method = 'GET', headers: Record<string, string> = {}): Promise<Response> => fetch(`${test.origin}${path}`, { method, headers });
const newest = async () => (await test.ask('list-links', { jobId })).links[0]!;

function decode(token: string): { header: object; claims: Record<string, unknown> } {
  const [header, claims] = token.split('.').slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString() || '{}') as Record<string, unknown>);
  return { header: header!, claims: claims! };
}

async function resigned(change: Record<string, unknown>, options: { key?: Uint8Array; audience?: string } = {}): Promise<string> {
  const { claims } = decode(tokenOf(path));
  return new SignJWT({ ...claims, ...change, ...(options.audience !== undefined && { aud: options.audience }) }).setProtectedHeader({ alg: 'HS256' }).sign(options.key ?? test.app.context.tokenKeys.current);
}

describe('a link to a file', () => {
  it('lives a day at most, whatever the settings say, and holds no name, address or file (T51)', async () => {
    const { createLink } = await import('../../src/downloads/index.ts');
    const long = await createLink({ ...test.app.context, settings: { ...test.app.context.settings, linkHours: 10_000 } }, { portalId, userId: SAM.userId }, jobId, 'click');
    const { claims } = decode(tokenOf(new URL(long.url).pathname));

    expect(Date.parse(long.expiresAt) - Date.now()).toBeLessThanOrEqual(86_400_000);
    expect(Number(claims['exp']) * 1000 - Date.now()).toBeLessThanOrEqual(86_401_000);
    expect(JSON.stringify(claims)).not.toMatch(/acme|sam\.|Numbers|csv/i);
  });

  it('is never kept by a browser, a proxy or the next page (T51)', async () => {
    for (const answer of [await get(), await get('POST'), await fetch(`${test.origin}${path}/certificate`)]) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      await answer.arrayBuffer();
    }
  });

  it('leads to a page that says what the file is in the language of the browser, its numbers and times written so', async () => {
    const german = await (await get('GET', { 'accept-language': 'de-AT,de;q=0.9,en;q=0.5' })).text();
    const english = await (await get('GET', { 'accept-language': 'fr' })).text();

    expect(german).toContain('<html lang="de">');
    expect(german).toMatch(/Vollständig<\/span>: 300 von 300 Zeilen.*Aufbewahrt bis<\/dt><dd>\d\d\.\d\d\.20\d\d, \d\d:\d\d Uhr \(UTC\).*Datei herunterladen/su);
    expect(german).toMatch(/<dd>\d+,\d KB<\/dd>/);
    expect(german).not.toMatch(/\b(Rows|Size|Download|rows|until)\b/);
    expect(english).toMatch(/<html lang="en">.*Complete<\/span>: 300 of 300 rows.*<dd>\d+ \p{L}+ 20\d\d, \d\d:\d\d \(UTC\)/su);
  });

  it('speaks to the person it was made for, whatever the browser asks: on the page, when it is refused, and when its time is over', async () => {
    await test.ask('save-mail-wishes', { quietMinutes: 0, language: 'de', timeZone: 'Europe/Berlin' });
    try {
      const english = { 'accept-language': 'en' };
      expect(await (await get('GET', english)).text()).toMatch(/<html lang="de">.*\d\d\.\d\d\.20\d\d, \d\d:\d\d Uhr \(Europe\/Berlin\)/s);
      storeDown = true;
      expect(await (await get('POST', english)).text()).toMatch(/<html lang="de">.*<h1>Die Datei kann nicht heruntergeladen werden<\/h1><p>Der Ort, an dem Dateien liegen, ist voll oder antwortet nicht\.<\/p><p>Wir versuchen es weiter; nichts geht verloren\.<\/p><p>Support-Code <code>/s);
      storeDown = false;
      shift = 25 * 3_600_000;
      for (const page of [await get('GET', english), await get('POST', english), await fetch(`${test.origin}${path}/certificate`, { headers: english })]) {
        expect(page.status).toBe(410);
        expect(await page.text()).toMatch(/<html lang="de">.*<p>Dieser Link gilt nicht oder nicht mehr\.<\/p><p>Öffnen Sie die Karte in HubSpot und wählen Sie „Link holen“\.<\/p><p>Support-Code <code>/s);
      }
    } finally {
      await test.app.context.database.inPortal(portalId, (tx) => tx.mailWish.deleteMany({}));
    }
  });

  it('that is nobody’s speaks the browser’s language, as every address that leads nowhere does', async () => {
    for (const address of ['/files/x', '/files/x/certificate', '/approvals/x', '/repairs/x', '/audit/x', '/oauth/callback?error=access_denied', '/oauth/install?portalId=x', '/nothing-here']) {
      const [german, english] = await Promise.all(['de-CH,de;q=0.9', 'en-US'].map(async (language) => (await fetch(`${test.origin}${address}`, { headers: { 'accept-language': language } })).text()));
      expect(german, address).toContain('<html lang="de">');
      expect(german, address).not.toMatch(/\b(the|this|link does|open|there is|start|support code|again)\b/i);
      expect(english, address).toContain('<html lang="en">');
      expect(english, address).not.toMatch(/[äöüß]|\b(Sie|nicht|diese)\b/);
    }
  });

  it('ends with its time, when it is revoked, and with the portal’s leave; all the same to whoever holds it (T51, G22)', async () => {
    const ends: string[] = [];
    const look = async (): Promise<void> => {
      for (const method of ['GET', 'POST']) {
        const answer = await get(method);
        expect(answer.status).toBe(410);
        ends.push((await answer.text()).replace(/<code>[^<]*<\/code>/, ''));
      }
    };
    shift = 25 * 3_600_000;
    await look();
    shift = 0;
    expect((await get()).status).toBe(200);

    const install = (state: string) => test.app.context.database.inPortal(portalId, (tx) => tx.install.updateMany({ data: { state } }));
    await install('uninstalled');
    await look();
    await install('needs_reauth');
    expect((await get()).status).toBe(200);
    await install('active');

    expect((await test.ask('revoke-links', { jobId })).revoked).toBeGreaterThan(0);
    await look();
    // One sentence for who looks, one for who fetches; neither says why.
    expect(new Set(ends).size).toBe(2);
  });

  it('can be stopped by its owner, who sees how often it was used; a new one works at once (T51)', async () => {
    await get();
    await (await get('POST')).arrayBuffer();
    expect(await newest()).toMatchObject({ opened: 1, downloaded: 1, revokedAt: null });

    await test.ask('revoke-links', { jobId });

    expect((await newest()).revokedAt).not.toBeNull();
    expect((await get('POST')).status).toBe(410);
    path = new URL((await test.ask('create-link', { jobId })).url).pathname;
    expect((await get('POST')).status).toBe(200);
    const audit = await test.app.context.database.inPortal(portalId, (tx) => tx.auditEntry.findMany({ where: { subject: jobId } }));
    expect(audit.map(({ action }) => action)).toEqual(expect.arrayContaining(['file.opened', 'file.downloaded', 'link.revoked']));
  });

  it('stops after more downloads than one person needs (T52)', async () => {
    for (let time = 0; time < 25; time += 1) await (await get('POST')).arrayBuffer();
    expect((await get('POST')).status).toBe(410);
    expect((await newest()).downloaded).toBe(25);
  });
});

describe('a mail scanner that gets the link before the person (T52, G22)', () => {
  const agent = (name: string): Record<string, string> => ({ 'user-agent': name });
  const patterns: [name: string, method: string, headers: Record<string, string>, suffix?: string][] = [
    ['opens it', 'GET', {}], ['asks for its head', 'HEAD', {}], ['asks what is allowed', 'OPTIONS', {}], ['opens it as a link preview', 'GET', agent('Slackbot-LinkExpanding 1.0')], ['opens it as Safe Links', 'GET', agent('Mozilla/5.0 (Windows NT 10.0) SafeLinks')],
    ['opens it as a gateway', 'GET', agent('Barracuda Sentinel')], ['prefetches it', 'GET', { purpose: 'prefetch' }], ['prefetches it as Chrome does', 'GET', { 'sec-purpose': 'prefetch;prerender' }], ['prefetches it as Firefox does', 'GET', { 'x-moz': 'prefetch' }],
    ['asks for the first bytes', 'GET', { range: 'bytes=0-0' }], ['asks for all bytes in a range', 'GET', { range: 'bytes=0-' }], ['asks for JSON', 'GET', { accept: 'application/json' }], ['asks for pictures', 'GET', { accept: 'image/*' }],
    ['asks whether it changed', 'GET', { 'if-modified-since': new Date(0).toUTCString() }], ['asks with a tag', 'GET', { 'if-none-match': '*' }], ['adds tracking', 'GET', {}, '?utm_source=mail'], ['adds a slash', 'GET', {}, '/'], ['looks at the certificate', 'GET', {}, '/certificate'],
    ['sends a body with GET', 'GET', { 'content-type': 'text/plain', 'content-length': '4' }], ['tries to put something there', 'PUT', { 'content-length': '0' }], ['tries to delete it', 'DELETE', {}], ['upgrades', 'GET', { connection: 'upgrade', upgrade: 'h2c' }],
    ['calls its GET a POST', 'GET', { 'x-http-method-override': 'POST' }], ['calls it so by other names', 'GET', { 'x-http-method': 'POST', 'x-method-override': 'POST' }, '?_method=POST'],
  ];

  it('does not use it up, in any of twenty ways and more (T70)', async () => {
    expect(patterns.length).toBeGreaterThanOrEqual(20);
    for (const [name, method, headers, suffix = ''] of patterns) {
      for (let time = 0; time < 5; time += 1) {
        const status = await raw(method, `${path}${suffix}`, headers);
        expect(status, name).toBeLessThan(500);
      }
      expect((await newest()).downloaded, name).toBe(0);
    }
    const file = await get('POST');
    expect(file.status).toBe(200);
    expect((await file.text()).split('\n').length).toBeGreaterThan(300);
  });

  function raw(method: string, at: string, headers: Record<string, string>): Promise<number> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(test.origin);
      const request = httpRequest({ hostname, port, path: at, method, headers, agent: false }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      });
      request.on('upgrade', (_response, socket) => { socket.destroy(); resolve(101); }).on('error', reject).end(headers['content-length'] === '4' ? 'body' : undefined);
    });
  }
});

describe('a token that is not the one we gave (T53, G22)', () => {
  it('opens nothing: 10,000 changed ones', { timeout: 120_000 }, async () => {
    const random = randomOf(53);
    const below = (limit: number): number => Math.floor(random() * limit);
    const token = tokenOf(path);
    const [header, payload, signature] = token.split('.') as [string, string, string];
    const { claims } = decode(token);
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ ';
    let opened = 0;
    let met = 0;
    const meet = async (changed: string): Promise<void> => {
      if (changed === token) return;
      met += 1;
      await openLink(test.app.context, changed, { secret: null, mayClaim: true }).then(() => { opened += 1; }, (error: unknown) => { if (!(error instanceof AppError && error.code === 'link.invalid')) throw error; });
    };
    for (let round = 0; met < 10_000; round += 1) {
      const at = below(token.length);
      const value = { p: String(4_711_001 + below(50)), exp: 9_999_999_999 + below(99), l: crypto.randomUUID(), j: crypto.randomUUID(), u: String(below(999)) };
      switch (round % 10) {
        case 0: await meet(token.slice(0, at) + letters[below(letters.length)]! + token.slice(at + 1)); break;
        case 1: await meet(token.slice(0, at) + letters[below(letters.length)]! + token.slice(at)); break;
        case 2: await meet(token.slice(0, at) + token.slice(at + 1)); break;
        case 3: await meet(`${header}.${part({ ...claims, ...value })}.${signature}`); break;
        case 4: await meet(`${part({ alg: ['none', 'None', 'HS384', 'HS512', 'RS256', 'ES256', '', 'hs256'][below(8)], n: below(1e6) })}.${payload}.${[signature, ''][below(2)]!}`); break;
        case 5: await meet(`${header}.${part({ ...claims, ...value })}.${createHmac('sha256', String(below(1e6))).update(`${header}.${part(claims)}`).digest('base64url')}`); break;
        case 6: await meet(`${part({ alg: 'HS256', n: below(1e6), crit: ['exp'], jwk: { kty: 'oct', k: 'AAAA' } })}.${payload}.${signature}`); break;
        case 7: await meet(token.split('.').slice(0, below(3)).join('.') + '.'.repeat(below(5))); break;
        case 8: await meet(token + letters[below(letters.length)]! + String(below(1e6))); break;
        default: await meet(`${payload}.${header}.${signature}${below(1e6)}`);
      }
    }
    expect(met).toBe(10_000);
    expect(opened).toBe(0);
  });

  it('opens nothing although our own key signed it, when it is for another person, job, portal, purpose or time', async () => {
    const other = await test.ask('start-export', exportRequest());
    const forged = {
      person: await resigned({ u: '502' }), job: await resigned({ j: other.job.id }), portal: await resigned({ p: '4711002' }), link: await resigned({ l: crypto.randomUUID() }),
      'no person': await resigned({ u: undefined }), 'no job': await resigned({ j: undefined }), 'an extra claim': await resigned({ admin: true }),
      purpose: await resigned({}, { audience: 'siderail:page' }), over: await resigned({ exp: Math.floor(Date.now() / 1000) - 1 }), 'no end': await resigned({ exp: undefined }),
      'another key': await resigned({}, { key: new Uint8Array(32) }), 'a page of a table': (await test.ask('view-table', { query: { ...exportRequest().query } })).nextPage ?? 'none',
      'a sealed token': await test.app.context.sealer.seal(portalId, 'access_token', 'x'),
    };
    for (const [name, token] of Object.entries(forged)) {
      for (const method of ['GET', 'POST']) expect((await fetch(`${test.origin}/files/${token}`, { method })).status, name).toBe(410);
    }
    expect((await fetch(`${test.origin}/files/${await resigned({})}`)).status).toBe(200);
  });
});

describe('trouble on our side when somebody clicks (F52)', () => {
  it('is said as such, with when to try again, and the link is not used up', async () => {
    storeDown = true;
    const answer = await get('POST');

    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('30');
    expect(await answer.text()).toMatch(/full or does not answer[\s\S]*Support code/);
    expect((await newest()).downloaded).toBe(0);
    storeDown = false;
    expect((await get('POST')).status).toBe(200);
    expect((await newest()).downloaded).toBe(1);
  });
});
