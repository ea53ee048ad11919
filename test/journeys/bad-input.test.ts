import { createHmac, randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reply } from '#contract';
import { exportRequest, NUMBERS_QUERY, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import { signCardRequest } from '../support/sign-card-request.ts';
import { CARD_ORIGIN, SAM } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';

const SECRET = 'sandbox-secret-0123456789abcdef';
const source = numbersSource({ rows: 3_000, parts: 1, batch: 500 });
let test: TestApp;
beforeAll(async () => {
  test = await startNumbersApp(source);
});
afterAll(async () => test?.close());

type Answer = { status: number; reply: Reply<unknown>; text: string };

/** Sends bytes as they are; the body may be anything. */
function send(pathAndQuery: string, headers: Record<string, string | string[]>, body: string | Buffer, method = 'POST'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const url = new URL(test.origin);
    const request = httpRequest({ host: url.hostname, port: url.port, path: pathAndQuery, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => { text += piece; }).on('end', () => {
        const isJson = String(response.headers['content-type']).includes('json');
        resolve({ status: response.statusCode ?? 0, text, reply: (isJson ? JSON.parse(text) : null) as Reply<unknown> });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

function signed(path: string, body: string, over: Partial<Parameters<typeof signCardRequest>[0]> = {}): ReturnType<typeof signCardRequest> {
  return signCardRequest({ publicOrigin: CARD_ORIGIN, path, body, caller: SAM, appId: '990001', secret: SECRET, now: Date.now(), ...over });
}

/** Signs a whole address by hand, for queries no honest sender would make. */
function signedQuery(query: string, body: string): { pathAndQuery: string; headers: Record<string, string> } {
  const timestamp = String(Date.now());
  const text = `POST${CARD_ORIGIN}/ui/list-jobs?${query.replaceAll('%40', '@')}${body}${timestamp}`;
  const signature = createHmac('sha256', SECRET).update(text).digest('base64');
  return { pathAndQuery: `/ui/list-jobs?${query}`, headers: { 'content-type': 'application/json', 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': timestamp } };
}

describe('a card request', () => {
  it('without a good signature is 401 in the one error shape, whatever else it says (T1, T4, S2.22)', async () => {
    const good = signed('/ui/list-jobs', '{}');
    const bad: Record<string, string | string[]>[] = [
      {}, { ...good.headers, 'x-hubspot-signature-v3': 'A'.repeat(44) }, { ...good.headers, 'x-hubspot-request-timestamp': String(Date.now() - 600_000) },
      { ...good.headers, 'x-hubspot-request-timestamp': String(Date.now() + 600_000) }, { ...good.headers, 'x-hubspot-signature-v3': `${good.headers['x-hubspot-signature-v3']},x` },
      signed('/ui/list-jobs', '{ }').headers, signed('/ui/view-table', '{}').headers, signed('/ui/list-jobs', '{}', { secret: 'another-secret-altogether' }).headers,
    ];
    for (const headers of bad) {
      const { status, reply } = await send(good.pathAndQuery, { 'content-type': 'application/json', ...headers }, '{}');
      expect(status).toBe(401);
      expect(reply).toMatchObject({ ok: false, error: { code: 'request.unsigned', supportCode: expect.stringMatching(/^.{4}-.{4}$/) } });
    }
    expect((await send(good.pathAndQuery, good.headers, '{}')).status).toBe(200);
  });

  it('is judged by the configured origin, never by what a proxy header claims (T7)', async () => {
    const good = signed('/ui/list-jobs', '{}');
    const forged = signed('/ui/list-jobs', '{}', { publicOrigin: 'https://evil.example' });
    const claims = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', host: 'evil.example', forwarded: 'host=evil.example;proto=https' };

    expect((await send(good.pathAndQuery, { ...good.headers, ...claims }, '{}')).status).toBe(200);
    expect((await send(forged.pathAndQuery, { ...forged.headers, ...claims }, '{}')).status).toBe(401);
  });

  it('with a repeated, missing or extra identity parameter is refused although its signature is good (T8)', async () => {
    const identity = 'userId=501&portalId=4711001&userEmail=sam.seller%40acme.example&appId=990001';
    for (const query of [`${identity}&portalId=4711002`, `portalId=4711002&${identity}`, `${identity}&portalId[]=4711002`, identity.replace('&appId=990001', ''), `${identity}&debug=1`, identity.replace('990001', '1')]) {
      const { pathAndQuery, headers } = signedQuery(query, '{}');
      expect((await send(pathAndQuery, headers, '{}')).status, query).toBe(401);
    }
    const { pathAndQuery, headers } = signedQuery(identity, '{}');
    expect((await send(pathAndQuery, headers, '{}')).status).toBe(200);
  });

  it('keeps one signature for one pair of address and body: bytes cannot move between them (T6)', async () => {
    const body = '{}';
    const { pathAndQuery, headers } = signed('/ui/list-jobs', body);
    for (let cut = 1; cut < 12; cut += 1) {
      const moved = pathAndQuery.slice(-cut) + body;
      expect((await send(pathAndQuery.slice(0, -cut), headers, moved)).status).toBe(401);
    }
    expect((await send(pathAndQuery + body, headers, '')).status).toBe(401);
  });

  it('over 1 MB, compressed, not JSON, or not UTF-8 is refused plainly and costs nothing (T11)', async () => {
    const big = JSON.stringify({ pad: 'x'.repeat(1_000_001) });
    const bigSigned = signed('/ui/list-jobs', big);
    const cases: [Answer, string][] = [
      [await send(bigSigned.pathAndQuery, bigSigned.headers, big), 'request.too_large'],
      [await send(signed('/ui/list-jobs', '{}').pathAndQuery, { ...signed('/ui/list-jobs', '{}').headers, 'content-encoding': 'gzip' }, '{}'), 'request.invalid'],
      ...(await Promise.all(['', 'null', '[]', '{"a":', '"x"', '{"unknown":1}'].map(async (body): Promise<[Answer, string]> => [await send(signed('/ui/list-jobs', body).pathAndQuery, signed('/ui/list-jobs', body).headers, body), 'request.invalid']))),
    ];
    for (const [{ status, reply }, code] of cases) {
      expect(status).toBe(200);
      expect(reply).toMatchObject({ ok: false, error: { code } });
    }
  });

  it('is a POST and nothing else, on a route that exists', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'TRACE']) {
      const { pathAndQuery, headers } = signed('/ui/list-jobs', '');
      expect((await send(pathAndQuery, headers, '', method)).status).toBe(401);
    }
    const { pathAndQuery, headers } = signed('/ui/drop-everything', '{}');
    expect((await send(pathAndQuery, headers, '{}')).reply).toMatchObject({ ok: false, error: { code: 'request.invalid' } });
  });
});

describe('a wrong wish from a card', () => {
  it('gets a sentence a salesperson understands, the fix and a support code, and leaves nothing behind (S0.20, S2.22)', async () => {
    const query = { ...NUMBERS_QUERY, columns: [], filters: [] };
    const answers = {
      'table.unknown': await test.call('view-table', { query: { ...query, tableId: 'hubspot:secrets@record' } }),
      'column.unknown': await test.call('start-export', { ...exportRequest(), query: { ...query, columns: ['nope'] } }),
      'filter.invalid': await test.call('view-table', { query: { ...query, filters: [{ column: 'n', operator: 'eq', value: '1' }] } }),
      'sort.invalid': await test.call('view-table', { query: { ...query, sort: { column: 'n', direction: 'ascending' } } }),
      'page.invalid': await test.call('view-table', { query, page: 'made-up' }),
      'request.invalid': await test.call('view-table', { query: { ...query, record: { objectTypeId: '0-2', objectId: '1; drop table jobs' } } }),
      'action.unknown': await test.call('run-action', { requestId: randomUUID(), name: 'delete-everything', record: query.record, query }),
    };
    for (const [code, { status, reply }] of Object.entries(answers)) {
      expect(status).toBe(200);
      expect(reply).toMatchObject({ ok: false, error: { code, supportCode: expect.any(String) } });
      if (reply.ok) continue;
      expect(reply.error.message).toMatch(/^[A-Z“].{10,}[.!]$/);
      expect(reply.error.fix).toMatch(/^[A-Z].{5,}[.!]$/);
    }
    expect((await test.ask('list-jobs', {})).jobs).toEqual([]);
  });

  it('that meets a fault of ours is a 500 with a support code and nothing about the inside (T69, S2.9)', async () => {
    const broken = await startNumbersApp({ ...numbersSource({ rows: 1, parts: 1, batch: 1 }), page: async () => { throw new Error('SELECT secret FROM /etc/passwd'); } });
    const { status, reply } = await broken.call('view-table', { query: { ...NUMBERS_QUERY, columns: [], filters: [] } });
    await broken.close();

    expect(status).toBe(500);
    expect(JSON.stringify(reply)).not.toMatch(/secret|passwd|Error|stack/);
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal', supportCode: expect.any(String) } });
  });

  it('that takes longer than its deadline is answered in time with what came, and goes on in the background (S0.2, D2)', async () => {
    const slow = await startNumbersApp({
      ...numbersSource({ rows: 1, parts: 1, batch: 1 }),
      page: (context) => new Promise((_resolve, reject) => context.signal.addEventListener('abort', () => reject(context.signal.reason))),
    }, { settings: { viewDeadlineMs: 1_500 } });
    const { status, reply } = await slow.call('view-table', { query: { ...NUMBERS_QUERY, columns: [], filters: [] } });
    await slow.close();

    expect(status).toBe(200);
    expect(reply).toMatchObject({ ok: true, data: { rows: [], pending: { jobId: expect.any(String) } } });
  });
});
