import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SPECIAL } from '../../../sandbox/hubspot/index.ts';
import { startFake, type Fake, type Wire } from './start-fake.ts';

let fake: Fake;
let token: string;
beforeAll(async () => {
  fake = await startFake();
  fake.hubspot.settings.limits = false;
  token = (await fake.install()).access;
});
afterAll(() => fake.stop());

const get = (path: string) => fake.call('GET', path, token);

/** Follows `after` to the end. */
async function listAll(path: string): Promise<string[]> {
  const ids: string[] = [];
  let after = '';
  do {
    const { json } = await get(`${path}${path.includes('?') ? '&' : '?'}limit=100${after && `&after=${after}`}`);
    ids.push(...json.results.map(({ id }: { id: string }) => id));
    after = json.paging?.next.after ?? '';
  } while (after);
  return ids;
}

describe('lists', () => {
  it('give every record exactly once, by ascending id', async () => {
    const ids = await listAll('/crm/objects/2026-09/contacts');

    expect(ids).toHaveLength(450);
    expect(new Set(ids).size).toBe(450);
    expect(ids).toEqual([...ids].sort((a, b) => Number(a) - Number(b)));
  });

  it('answer 10 records unasked, 100 at most, and 400 beyond', async () => {
    const sizes = await Promise.all(['', '?limit=100', '?limit=101', '?limit=0', '?limit=abc'].map((query) => get(`/crm/objects/2026-09/contacts${query}`)));

    expect(sizes.map(({ status, json }) => json.results?.length ?? status)).toEqual([10, 100, 400, 400, 400]);
    expect((await get('/crm/objects/2026-09/contacts?limit=51&propertiesWithHistory=email')).status).toBe(400);
  });

  it('take `after` as the lowest id wanted', async () => {
    const { json: first } = await get('/crm/objects/2026-09/contacts?limit=1');
    const { json: next } = await get(`/crm/objects/2026-09/contacts?limit=1&after=${first.paging.next.after}`);

    expect(first.paging.next.after).toBe(String(Number(first.results[0].id) + 1));
    expect(Number(next.results[0].id)).toBeGreaterThan(Number(first.results[0].id));
  });

  it('send null for a property without a value and nothing for one that does not exist', async () => {
    const { json } = await get('/crm/objects/2026-09/contacts?limit=100&properties=email,hs_lead_status,no_such_property');

    const statuses = json.results.map((record: { properties: object }) => (record.properties as Record<string, unknown>)['hs_lead_status']);
    expect(statuses).toContain(null);
    expect(json.results[0].properties).not.toHaveProperty('no_such_property');
    expect(Object.keys(json.results[0].properties).sort()).toEqual(['createdate', 'email', 'hs_lead_status', 'hs_object_id', 'lastmodifieddate']);
  });

  it('name archived records only when asked to', async () => {
    const id = (await listAll('/crm/objects/2026-09/tickets')).at(-1) ?? '';
    const archived = await fake.call('DELETE', `/crm/objects/2026-09/tickets/${id}`, token);

    expect(archived.status).toBe(204);
    expect(await listAll('/crm/objects/2026-09/tickets')).not.toContain(id);
    expect(await listAll('/crm/objects/2026-09/tickets?archived=true')).toEqual([id]);
    expect((await get(`/crm/objects/2026-09/tickets/${id}`)).status).toBe(404);
  });
});

describe('single and batch reads', () => {
  it('find a contact by id, by e-mail in any case, and by the type\'s name or id', async () => {
    const paths = [`contacts/${SPECIAL.contactId}`, `0-1/${SPECIAL.contactId}`, 'contacts/MARIA.johnson@acme.example?idProperty=email'];
    const found = await Promise.all(paths.map((path) => get(`/crm/objects/2026-03/${path}`)));

    expect(found.map(({ json }) => json.properties.lastname)).toEqual(['Johnson', 'Johnson', 'Johnson']);
  });

  it('tell missing ids: 207 on 2026-03, 200 with numErrors on 2026-09', async () => {
    const read = (version: string) => fake.call('POST', `/crm/objects/${version}/companies/batch/read`, token, { inputs: [{ id: SPECIAL.companyId }, { id: '5' }], properties: ['domain'] });
    const [march, september] = [await read('2026-03'), await read('2026-09')];

    expect([march.status, september.status]).toEqual([207, 200]);
    expect(september.json.results[0].properties.domain).toBe('acme.example');
    expect(september.json).toMatchObject({ numErrors: 1, errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['5'] } }] });
  });

  it('take 100 inputs and no more', async () => {
    const read = (count: number) => fake.call('POST', '/crm/objects/2026-09/contacts/batch/read', token, { inputs: Array.from({ length: count }, (_, i) => ({ id: String(i + 1) })) });

    expect([(await read(100)).status, (await read(101)).status, (await read(0)).status]).toEqual([200, 400, 400]);
  });
});

describe('refusals', () => {
  it('name the scopes of which one is needed', async () => {
    const { access } = await fake.install(4711001, ['oauth', 'crm.objects.contacts.read']);
    const answer = await fake.call('GET', '/crm/objects/2026-09/line_items', access);

    expect(answer.status).toBe(403);
    expect(answer.json).toMatchObject({ category: 'MISSING_SCOPES', errors: [{ context: { requiredGranularScopes: ['e-commerce', 'crm.objects.line_items.read'] } }] });
  });

  it('are 401 without a token and with a made-up one', async () => {
    const [none, made] = [await fake.call('GET', '/crm/owners/2026-09'), await fake.call('GET', '/crm/owners/2026-09', 'CNmadeup')];

    expect([none, made].map(({ status, json }) => [status, json.category])).toEqual([[401, 'INVALID_AUTHENTICATION'], [401, 'INVALID_AUTHENTICATION']]);
    expect(made.json.correlationId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('are 404 for unknown versions, paths and types, and HTML 414 for a URL over 16 KiB', async () => {
    const answers = await Promise.all(['/crm/objects/2025-01/contacts', '/crm/v3/objects/contacts', '/crm/objects/2026-09/unicorns', `/crm/objects/2026-09/contacts?properties=${'x,'.repeat(9000)}`].map(get));

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 414]);
    expect(answers[3]?.headers.get('content-type')).toContain('text/html');
  });
});

describe('owners, properties, account', () => {
  it('find an owner by e-mail in any case, page by limit, and hide who left', async () => {
    const { json } = await get('/crm/owners/2026-09?email=SAM.SELLER@acme.example');
    const first = await get('/crm/owners/2026-09?limit=2');
    const rest = await get(`/crm/owners/2026-09?limit=100&after=${first.json.paging.next.after}`);
    const left = await get('/crm/owners/2026-09?archived=true');

    expect(json.results).toHaveLength(1);
    expect(json.results[0]).toMatchObject({ userId: 501, firstName: 'Sam' });
    expect(first.json.results.length + rest.json.results.length).toBe(5);
    expect(left.json.results).toMatchObject([{ userId: null, userIdIncludingInactive: 9005 }]);
    expect((await get('/crm/owners/2026-09/501?idProperty=userId')).json.id).toBe(json.results[0].id);
  });

  it('describe properties with type, options and what may be written', async () => {
    const { json } = await get('/crm/properties/2026-09/contacts');

    const named = new Map<string, Wire>(json.results.map((property: { name: string }) => [property.name, property]));
    expect(named.get('lifecyclestage').options.map(({ value }: { value: string }) => value)).toContain('customer');
    expect(named.get('hs_object_id').modificationMetadata.readOnlyValue).toBe(true);
    expect(named.get('hubspot_owner_id')).toMatchObject({ externalOptions: true, options: [] });
  });

  it('ignore a requested property that was archived in the middle of a scan', async () => {
    await fake.call('POST', '/crm/properties/2026-09/contacts', token, { name: 'passing', label: 'Passing', type: 'string', fieldType: 'text', groupName: 'information' });
    const before = await get('/crm/objects/2026-09/contacts?limit=1&properties=passing');
    await fake.call('DELETE', '/crm/properties/2026-09/contacts/passing', token);
    const after = await get('/crm/objects/2026-09/contacts?limit=1&properties=passing');

    expect(before.json.results[0].properties).toHaveProperty('passing', null);
    expect([after.status, 'passing' in after.json.results[0].properties]).toEqual([200, false]);
  });

  it('tell the account its portal, time zone and currency', async () => {
    expect((await get('/account-info/2026-09/details')).json).toMatchObject({ portalId: 4711001, timeZone: 'Europe/Berlin', utcOffset: '+01:00', companyCurrency: 'EUR', uiDomain: 'app.hubspot.com' });
  });
});

it('shows a portal nothing of another: the same ids name its own records or none', async () => {
  const other = (await fake.install(4711002)).access;
  const ids = await listAll('/crm/objects/2026-09/contacts');
  const read = await fake.call('GET', `/crm/objects/2026-09/contacts/${ids.at(-1)}`, other);
  const unknown = await fake.call('GET', '/crm/objects/2026-09/contacts/1', other);
  const batch = await fake.call('POST', '/crm/objects/2026-09/contacts/batch/read', other, { inputs: ids.slice(-50).map((id) => ({ id })) });

  expect(read.status).toBe(404);
  expect({ ...read.json, correlationId: '' }).toEqual({ ...unknown.json, correlationId: '' });
  expect(batch.json.results).toEqual([]);
});
