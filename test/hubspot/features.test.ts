import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accountDetails, batchReadObjects, createObject, readAssociations, readOwners, readProperties, searchObjects } from '../../src/hubspot/index.ts';
import { API, errorOf, testGateway } from './test-gateway.ts';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

type Body = Record<string, unknown>;

/** Answers calls to `path` in order (the last for ever after) and gives back the bodies and addresses that came. */
function answer(method: 'get' | 'post', path: string, ...answers: { status?: number; body: Body }[]): { bodies: Body[]; urls: URL[] } {
  const seen: { bodies: Body[]; urls: URL[] } = { bodies: [], urls: [] };
  server.use(
    http[method](`${API}${path}`, async ({ request }) => {
      seen.urls.push(new URL(request.url));
      if (method === 'post') seen.bodies.push((await request.json()) as Body);
      const { status = 200, body } = answers[Math.min(seen.urls.length, answers.length) - 1] ?? { body: {} };
      return HttpResponse.json(body as never, { status });
    }),
  );
  return seen;
}

const record = (id: string) => ({ id, properties: { email: `${id}@x.example` } });

describe('batch read: every requested record is accounted for', () => {
  const ask = (ids: string[]) => {
    const { gateway, at } = testGateway();
    return batchReadObjects(gateway, at, { objectType: '0-1', ids, properties: ['email'] });
  };

  it.each([
    ['207 with errors', { status: 207, body: { status: 'COMPLETE', results: [record('1')], numErrors: 1, errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['2'] } }] } }],
    ['200 with errors', { status: 200, body: { status: 'COMPLETE', results: [record('1')], numErrors: 1, errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['2'] } }] } }],
    ['200 that leaves one out without a word', { status: 200, body: { status: 'COMPLETE', results: [record('1')] } }],
    ['200 with the winner of a merge in its place', { status: 200, body: { status: 'COMPLETE', results: [record('1'), record('9')] } }],
  ])('F11 pitfall 33 %s', async (_name, given) => {
    answer('post', '/crm/objects/2026-09/0-1/batch/read', given);

    const { found, missing } = await ask(['1', '2']);

    expect([...found.keys()]).toEqual(['1']);
    expect(missing).toEqual(['2']);
  });

  it('F11 what HubSpot left out without saying that it is gone is asked for once more', async () => {
    const seen = answer('post', '/crm/objects/2026-09/0-1/batch/read', { body: { results: [record('1')] } }, { body: { results: [record('2')] } });

    expect((await ask(['1', '2'])).missing).toEqual([]);
    expect(seen.bodies.map((body) => body['inputs'])).toEqual([[{ id: '1' }, { id: '2' }], [{ id: '2' }]]);
  });

  it('F11 records that exist and are not given out are named with the reason, in a 207 as well', async () => {
    answer('post', '/crm/objects/2026-09/0-1/batch/read', { status: 207, body: { results: [record('1')], errors: [{ category: 'MISSING_SCOPES', context: { ids: ['2'] } }, { category: 'OBJECT_NOT_FOUND', context: { ids: ['3'] } }] } });

    const { found, missing, refused } = await ask(['1', '2', '3']);

    expect([[...found.keys()], missing, [...refused]]).toEqual([['1'], ['2', '3'], [['2', 'MISSING_SCOPES']]]);
  });

  it('F11 a batch that HubSpot refuses because of two of its records gives all the others', async () => {
    let calls = 0;
    server.use(http.post(`${API}/crm/objects/2026-09/0-1/batch/read`, async ({ request }) => {
      calls += 1;
      const { inputs } = (await request.json()) as { inputs: { id: string }[] };
      if (inputs.some(({ id }) => id === '17' || id === '60')) return HttpResponse.json({ category: 'BANNED' }, { status: 403 });
      return HttpResponse.json({ results: inputs.map(({ id }) => record(id)) });
    }));
    const ids = Array.from({ length: 100 }, (_, index) => String(index + 1));

    const { found, missing, refused } = await ask(ids);

    expect(found.size).toBe(98);
    expect([missing, [...refused.keys()]]).toEqual([['17', '60'], ['17', '60']]);
    expect(calls).toBeLessThan(40);
  });

  it('F11 a batch of which HubSpot refuses every record ends soon, with its refusal', async () => {
    const seen = answer('post', '/crm/objects/2026-09/0-1/batch/read', { status: 403, body: { category: 'BANNED' } });

    expect((await errorOf(ask(Array.from({ length: 100 }, (_, index) => String(index + 1))))).code).toBe('source.refused');
    expect(seen.bodies.length).toBeLessThan(40);
  });

  it('the same id asked twice is sent once', async () => {
    const seen = answer('post', '/crm/objects/2026-09/0-1/batch/read', { body: { results: [record('1')] } });

    await ask(['1', '1']);

    expect(seen.bodies[0]?.['inputs']).toEqual([{ id: '1' }]);
  });

  it.each([{}, { results: [{ id: 1, properties: {} }] }, { results: [{ id: '1' }] }, { results: 'none' }])('a 200 of another shape is an error, not an empty answer: %j (S2.26)', async (body) => {
    answer('post', '/crm/objects/2026-09/0-1/batch/read', { body });

    expect((await errorOf(ask(['1']))).code).toBe('hubspot.unavailable');
  });
});

describe('associations', () => {
  const PATH = '/crm/associations/2026-09/0-1/0-2/batch/read';
  const read = () => {
    const { gateway, at, trace } = testGateway();
    return { work: readAssociations(gateway, at, { fromType: '0-1', id: '5', toType: '0-2' }), trace };
  };
  const to = (id: number, ...labels: (string | null)[]) => ({ toObjectId: id, associationTypes: labels.map((label, typeId) => ({ category: 'HUBSPOT_DEFINED', typeId, label })) });

  it('pitfalls 11 and 14 all pages are read, and one record under several labels is one row', async () => {
    const seen = answer(
      'post', PATH,
      { body: { results: [{ from: { id: '5' }, to: [to(10, 'Primary', null, 'Billing contact')], paging: { next: { after: 'MC0y%3D' } } }] } },
      { body: { results: [{ from: { id: '5' }, to: [to(10, null), to(11)] }] } },
    );

    const { work, trace } = read();

    expect(await work).toEqual([{ toId: '10', labels: ['Primary', 'Billing contact'] }, { toId: '11', labels: [] }]);
    expect(seen.bodies.map((body) => body['inputs'])).toEqual([[{ id: '5' }], [{ id: '5', after: 'MC0y%3D' }]]);
    expect(trace.taken.every(({ budget }) => budget === 'associations')).toBe(true);
  });

  it('"no associations", which HubSpot tells as an error, is an empty table', async () => {
    answer('post', PATH, { status: 207, body: { results: [], numErrors: 1, errors: [{ category: 'OBJECT_NOT_FOUND', subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND' }] } });

    expect(await read().work).toEqual([]);
  });

  it.each([
    ['without a word', {}],
    ['as if there were none', { numErrors: 1, errors: [{ category: 'OBJECT_NOT_FOUND', subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND' }] }],
  ])('F7 pitfall 11 a further page that HubSpot leaves out %s is not the end of the table', async (_name, more) => {
    answer('post', PATH, { body: { results: [{ from: { id: '5' }, to: [to(10)], paging: { next: { after: 'MC0y%3D' } } }] } }, { status: 207, body: { results: [], ...more } });

    expect((await errorOf(read().work)).code).toBe('hubspot.unavailable');
  });

  it('any other error in a 2xx is not an empty table', async () => {
    answer('post', PATH, { status: 207, body: { results: [], errors: [{ category: 'INTERNAL' }] } });

    expect((await errorOf(read().work)).code).toBe('hubspot.unavailable');
  });

  it('F7 pitfall 12 a cursor that HubSpot ignores ends with a named error, not in an endless loop', async () => {
    const seen = answer('post', PATH, { body: { results: [{ from: { id: '5' }, to: [to(10)], paging: { next: { after: 'same' } } }] } });

    const error = await errorOf(read().work);

    expect([error.code, error.message]).toEqual(['internal', expect.stringContaining('circle')]);
    expect(seen.bodies).toHaveLength(2);
  });
});

describe('definitions, owners, account', () => {
  it('definitions are asked for once per portal and type, and again after five minutes', async () => {
    const seen = answer('get', '/crm/properties/2026-09/0-3', { body: { results: [{ name: 'amount', label: 'Amount', type: 'number', fieldType: 'number', showCurrencySymbol: true }] } });
    let now = 1_000_000;
    const { gateway, at } = testGateway({ now: () => now });

    const first = await readProperties(gateway, at, '0-3');
    await readProperties(gateway, at, '0-3');
    const before = seen.urls.length;
    now += 5 * 60_000;
    await readProperties(gateway, at, '0-3');

    expect(first[0]).toMatchObject({ name: 'amount', money: true, hidden: false });
    expect([before, seen.urls.length]).toEqual([1, 2]);
  });

  it('an owner is found by e-mail in any spelling, a similar address is not', async () => {
    answer('get', '/crm/owners/2026-09', { body: { results: [{ id: '9', email: 'Sam.Seller@acme.example', userId: 501 }, { id: '10', email: 'xsam.seller@acme.example', userId: 502 }] } });
    const { gateway, at } = testGateway();

    expect(await readOwners(gateway, at, { email: 'sam.seller@acme.example' })).toEqual([{ id: '9', userId: '501' }]);
  });

  it('account details', async () => {
    answer('get', '/account-info/2026-09/details', { body: { portalId: 4711001, timeZone: 'Europe/Berlin', companyCurrency: 'EUR' } });
    const { gateway, at } = testGateway();

    expect(await accountDetails(gateway, at)).toMatchObject({ portalId: '4711001', timeZone: 'Europe/Berlin', companyCurrency: 'EUR', additionalCurrencies: [] });
  });

  it('a task is created with HubSpot\'s own association type', async () => {
    const seen = answer('post', '/crm/objects/2026-09/0-27', { status: 201, body: { id: '77' } });
    const { gateway, at } = testGateway();

    await createObject(gateway, at, { objectType: '0-27', properties: { hs_timestamp: '2026-11-22T00:00:00Z' }, associations: [{ toId: '5', associationTypeId: 204 }] });

    expect(seen.bodies).toEqual([{ properties: { hs_timestamp: '2026-11-22T00:00:00Z' }, associations: [{ to: { id: '5' }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 204 }] }] }]);
  });

  it('pitfall 20 a search sends its sort as an object, spends the search allowance and gives the total', async () => {
    const seen = answer('post', '/crm/objects/2026-09/0-1/search', { body: { total: 3, results: [record('1')], paging: { next: { after: '1' } } } });
    const { gateway, at, trace } = testGateway();

    const page = await searchObjects(gateway, at, { objectType: '0-1', filters: [], sort: { propertyName: 'email', direction: 'ASCENDING' }, properties: ['email'], limit: 1, after: null });

    expect(page).toEqual({ objects: [record('1')], after: '1', total: 3 });
    expect(seen.bodies[0]?.['sorts']).toEqual([{ propertyName: 'email', direction: 'ASCENDING' }]);
    expect(trace.taken).toEqual([{ budget: 'search', lane: 'background' }]);
  });
});
