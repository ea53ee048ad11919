import { HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { createObject, getObject, listObjects } from '../../src/hubspot/index.ts';
import { API, errorOf, printed, SECRET, testGateway } from './test-gateway.ts';
import { json, OK, ok, readContact, scriptedHubSpot, type Answer } from './scripted-hubspot.ts';

const answers = scriptedHubSpot();

const CONTACT = `${API}/crm/objects/2026-09/0-1/5`;
const CONTACTS = `${API}/crm/objects/2026-09/0-1`;
const TASK = { objectType: '0-27', properties: { hs_task_subject: 'call' }, associations: [{ toId: '5', associationTypeId: 204 }] };

const html = (status: number): Answer => () => HttpResponse.html('<html><body>Bad gateway for maria@acme.example</body></html>', { status });
const tooMany = (policyName: string, headers: Record<string, string> = {}): Answer =>
  json(429, { status: 'error', message: `You have reached your ${policyName} limit.`, errorType: 'RATE_LIMIT', policyName, correlationId: 'c-1' }, headers);

describe('what HubSpot refuses for a while is asked again (S4.22)', () => {
  it.each<[string, Answer]>([
    ['500', html(500)], ['502 with an HTML page', html(502)], ['503', html(503)], ['504', html(504)],
    ['520', html(520)], ['521', html(521)], ['522', html(522)], ['523', html(523)], ['524', html(524)],
    ['a broken connection', () => HttpResponse.error()],
    ['a 200 whose JSON is cut off', () => new HttpResponse('{"id":"5","prop', { status: 200 })],
    ['a 200 with an HTML page', html(200)],
  ])('F7 a read is repeated after %s', async (_name, bad) => {
    const seen = answers(bad, bad, bad, bad, ok);
    const test = testGateway();

    await expect(readContact(test)).resolves.toEqual(OK);

    expect(seen.requests).toHaveLength(5);
    expect(test.trace.slept).toEqual([375, 750, 1500, 3000]);
    expect(test.trace.taken).toHaveLength(5);
  });

  it('F7 a read that fails five times ends as "HubSpot does not answer", to be tried again later', async () => {
    const seen = answers(html(502));

    const error = await errorOf(readContact(testGateway()));

    expect([error.code, error.retry]).toEqual(['hubspot.unavailable', 'backoff']);
    expect(seen.requests).toHaveLength(5);
  });

  it('F6 a burst of 60 % rate limit answers is waited out, and nobody else of the portal calls meanwhile (S2.14)', async () => {
    const seen = answers(...[1, 2, 3, 4, 5, 6].map(() => tooMany('TEN_SECONDLY_ROLLING')), ok);
    const test = testGateway();

    await expect(readContact(test)).resolves.toEqual(OK);

    expect(seen.requests).toHaveLength(7);
    expect(test.trace.blocked.every(({ budget }) => budget === 'objects')).toBe(true);
    expect(test.trace.slept).toEqual([2_100, 4_200, 8_400, 10_500, 10_500, 10_500]);
    expect(test.trace.blocked.map(({ ms }) => ms)).toEqual(test.trace.slept);
  });

  it.each<[string, Answer, number]>([
    ['SECONDLY waits a second', tooMany('SECONDLY'), 1_000],
    ['Retry-After in seconds is honoured', tooMany('TEN_SECONDLY_ROLLING', { 'retry-after': '3' }), 3_000],
    ['Retry-After in milliseconds is honoured', tooMany('TEN_SECONDLY_ROLLING', { 'retry-after': '4000' }), 4_000],
    ['a 429 without a body waits a part of the window first', () => new HttpResponse(null, { status: 429 }), 2_000],
    ['423 waits at least two seconds', json(423, { category: 'LOCKED' }), 2_000],
    ['477 waits what it asks for', () => new HttpResponse(null, { status: 477, headers: { 'retry-after': '20' } }), 20_000],
  ])('F6 %s', async (_name, bad, least) => {
    answers(bad, ok);
    const test = testGateway();

    await readContact(test);

    expect(test.trace.slept).toHaveLength(1);
    expect(test.trace.slept[0]).toBeGreaterThanOrEqual(least);
    expect(test.trace.slept[0]).toBeLessThan(least * 1.2 + 1);
  });

  it.each<[string, Answer, string, number]>([
    ['a daily limit', tooMany('DAILY'), 'hubspot.rate_limited', 15 * 60_000],
    ['a migration that takes hours', () => new HttpResponse(null, { status: 477, headers: { 'retry-after': '7200' } }), 'hubspot.unavailable', 7_200_000],
  ])('F6 %s sends the job back with the time to come again, and closes the portal until then', async (_name, bad, code, afterMs) => {
    const seen = answers(bad);
    const test = testGateway();

    const error = await errorOf(readContact(test));

    expect([error.code, error.retry]).toEqual([code, { afterMs }]);
    expect(test.trace.blocked).toEqual([{ budget: 'objects', ms: afterMs }]);
    expect(seen.requests).toHaveLength(1);
  });

  it('F6 a person is told after two seconds instead of waiting for a whole window', async () => {
    answers(tooMany('TEN_SECONDLY_ROLLING'));
    const test = testGateway({}, 'person');

    const error = await errorOf(readContact(test));

    expect(error.code).toBe('hubspot.rate_limited');
    expect(test.trace.slept).toEqual([2_100]);
  });
});

describe('what HubSpot refuses for good is not asked again (S4.23)', () => {
  it.each<[string, Answer, string]>([
    ['400', json(400, { category: 'VALIDATION_ERROR', message: 'email maria@acme.example is invalid' }), 'hubspot.rejected'],
    ['403 MISSING_SCOPES', json(403, { category: 'MISSING_SCOPES' }), 'hubspot.missing_scope'],
    ['403', json(403, { category: 'BANNED' }), 'source.refused'],
    ['404', () => new HttpResponse(null, { status: 404 }), 'hubspot.not_found'],
    ['409', json(409, { category: 'CONFLICT', message: 'Contact already exists. Existing ID: 6001' }), 'hubspot.rejected'],
    ['414', html(414), 'hubspot.rejected'],
    ['429 because an import is too large', json(429, { category: 'FILE_TOO_LARGE' }), 'hubspot.rejected'],
    ['a redirect', () => HttpResponse.redirect('http://thief.test/', 302), 'hubspot.unavailable'],
    ['a 200 of another shape', json(200, { id: 5 }), 'hubspot.unavailable'],
  ])('F11 %s', async (_name, bad, code) => {
    const seen = answers(bad);

    const error = await errorOf(readContact(testGateway()));

    expect(error.code).toBe(code);
    expect(seen.requests).toHaveLength(1);
  });

  it('an answer beyond 16 MB is not swallowed', async () => {
    const seen = answers(() => new HttpResponse(new Uint8Array(17 * 1024 * 1024), { status: 200 }));

    const error = await errorOf(readContact(testGateway()));

    expect(error.message).toContain('exceeds');
    expect(seen.requests).toHaveLength(1);
  });
});

describe('a create happens once', () => {
  it.each<[string, Answer]>([['502', html(502)], ['500', html(500)], ['a broken connection', () => HttpResponse.error()], ['JSON cut off', () => new HttpResponse('{"id', { status: 201 })]])(
    'F19 pitfall 9 POST is not repeated after %s',
    async (_name, bad) => {
      const seen = answers(bad);
      const test = testGateway();

      const error = await errorOf(createObject(test.gateway, test.at, TASK));

      expect(error.code).toBe('hubspot.unavailable');
      expect(seen.requests).toHaveLength(1);
    },
  );

  it('F19 POST is not repeated after a time-out', async () => {
    const seen = answers(() => new Promise<Response>(() => undefined));
    const test = testGateway({ timeoutMs: { person: 50, background: 50 } });

    const error = await errorOf(createObject(test.gateway, test.at, TASK));

    expect(error.code).toBe('source.timeout');
    expect(seen.requests).toHaveLength(1);
  });

  it.each<[string, Answer]>([['429', tooMany('TEN_SECONDLY_ROLLING')], ['423', json(423, {})], ['401', json(401, { category: 'EXPIRED_AUTHENTICATION' })]])(
    'POST is sent again after %s, which proves that nothing was created',
    async (_name, bad) => {
      const seen = answers(bad, json(201, { id: '77', properties: {} }));
      const test = testGateway();

      await expect(createObject(test.gateway, test.at, TASK)).resolves.toBe('77');

      expect(seen.requests).toHaveLength(2);
    },
  );

  it('POST is sent again when no connection came about', async () => {
    let tries = 0;
    const test = testGateway({
      fetch: (input, init) => {
        tries += 1;
        if (tries === 1) throw new TypeError('fetch failed', { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) });
        return fetch(input, init);
      },
    });
    answers(json(201, { id: '77', properties: {} }));

    await expect(createObject(test.gateway, test.at, TASK)).resolves.toBe('77');
  });
});

describe('time', () => {
  it('F8 pitfall 22 a server that sends nothing is given up after the limit and asked again', async () => {
    const seen = answers(() => new Promise<Response>(() => undefined), ok);
    const test = testGateway({ timeoutMs: { person: 50, background: 50 } });

    await expect(readContact(test)).resolves.toEqual(OK);

    expect(seen.requests).toHaveLength(2);
  });

  it('F14 a cancelled job stops at once, with its own reason', async () => {
    answers(() => new Promise<Response>(() => undefined));
    const test = testGateway();
    const cancel = new AbortController();
    const reason = new Error('cancelled by Sam');
    setTimeout(() => cancel.abort(reason), 30);

    const work = getObject(test.gateway, { ...test.at, signal: cancel.signal }, { objectType: '0-1', id: '5', properties: [] });

    await expect(work).rejects.toBe(reason);
  });

  it('a passed deadline says that HubSpot took too long', async () => {
    answers(() => new Promise<Response>(() => undefined));
    const test = testGateway();

    const error = await errorOf(getObject(test.gateway, { ...test.at, signal: AbortSignal.timeout(30) }, { objectType: '0-1', id: '5', properties: [] }));

    expect(error.code).toBe('source.timeout');
  });
});

describe('secrets', () => {
  it.each<[string, Answer]>([
    ['400', json(400, { category: 'VALIDATION_ERROR', message: `maria@acme.example ${SECRET}`, errors: [{ code: 'INVALID_EMAIL', message: 'maria@acme.example' }] })],
    ['502', html(502)],
    ['200 with HTML', html(200)],
    ['a broken connection', () => HttpResponse.error()],
    ['a redirect', () => HttpResponse.redirect(`http://thief.test/?t=${SECRET}`, 302)],
    ['401', json(401, {})],
  ])('pitfall 23 neither tokens nor record values nor HTML are in the error or the log after %s', async (_name, bad) => {
    answers(bad);
    const test = testGateway();

    const error = await errorOf(readContact(test));

    expect(printed(error) + test.trace.logged.join('\n')).not.toMatch(/canary|maria|<html/);
  });

  it('a list is asked for by its exact path, and the token is only in the header', async () => {
    const seen = answers(json(200, { results: [OK], paging: { next: { after: '6' } } }));
    const test = testGateway();

    const page = await listObjects(test.gateway, test.at, { objectType: '0-1', properties: ['email', 'phone'], limit: 100, after: '4' });

    expect(page).toEqual({ objects: [OK], after: '6', total: null });
    expect(seen.requests[0]?.url).toBe(`${CONTACTS}?limit=100&properties=email%2Cphone&archived=false&after=4`);
    expect(CONTACT).not.toContain(SECRET);
  });
});
