import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SPECIAL } from '../../../sandbox/hubspot/index.ts';
import { startFake, withSettings, type Fake, type Wire } from './start-fake.ts';

let fake: Fake;
let token: string;
beforeAll(async () => {
  fake = await startFake();
  fake.hubspot.settings.limits = false;
  token = (await fake.install()).access;
});
afterAll(() => fake.stop());

const search = (body: unknown, type = 'contacts') => fake.call('POST', `/crm/objects/2026-09/${type}/search`, token, body);
const where = (...filters: object[]) => ({ filterGroups: [{ filters }], limit: 200, sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }] });
const total = async (...filters: object[]) => (await search(where(...filters))).json.total as number;
const filter = { propertyName: 'email', operator: 'HAS_PROPERTY' };

describe('search limits', () => {
  it('are 200 a page, 10,000 results, 5 groups of 6 filters and 18 in all, one sort, 3,000 characters', async () => {
    const group = (count: number) => ({ filters: Array(count).fill(filter) });
    const bodies = {
      page: { limit: 200 }, pageOver: { limit: 201 },
      cap: { limit: 100, after: '9900' }, capOver: { limit: 100, after: '9901' },
      groups: { filterGroups: Array(5).fill(group(3)) }, groupsOver: { filterGroups: Array(6).fill(group(1)) },
      filters: { filterGroups: [group(6), group(6), group(6)] }, filtersOver: { filterGroups: [group(7)] },
      sumOver: { filterGroups: [group(6), group(6), group(6), group(1)] },
      sortsOver: { sorts: [{ propertyName: 'email' }, { propertyName: 'city' }] },
      size: { query: 'x'.repeat(2900) }, sizeOver: { query: 'x'.repeat(3000) },
    };
    const statuses: Record<string, number> = {};
    for (const [name, body] of Object.entries(bodies)) statuses[name] = (await search(body)).status;

    expect(statuses).toEqual({
      page: 200, pageOver: 400, cap: 200, capOver: 400, groups: 200, groupsOver: 400, filters: 200, filtersOver: 400,
      sumOver: 400, sortsOver: 400, size: 200, sizeOver: 400,
    });
  });

  it('refuses an unknown property, an unknown operator and a missing value', async () => {
    const answers = await Promise.all([
      where({ propertyName: 'nope', operator: 'EQ', value: '1' }), where({ propertyName: 'email', operator: 'LIKE', value: '1' }), where({ propertyName: 'email', operator: 'EQ' }),
    ].map((body) => search(body)));

    expect(answers.map(({ status, json }) => [status, json.category])).toEqual(Array(3).fill([400, 'VALIDATION_ERROR']));
  });

  it('answers 500 to a time range from the epoch itself, as HubSpot does', async () => {
    expect((await search(where({ propertyName: 'lastmodifieddate', operator: 'GTE', value: '0' }))).status).toBe(500);
    expect((await search(where({ propertyName: 'lastmodifieddate', operator: 'GTE', value: '1000' }))).status).toBe(200);
  });
});

describe('filters', () => {
  it('ignore case in text, not in enumerations, and want lists of text in lower case', async () => {
    expect(await total({ propertyName: 'email', operator: 'EQ', value: 'Maria.JOHNSON@acme.example' })).toBe(1);
    expect(await total({ propertyName: 'lifecyclestage', operator: 'EQ', value: 'CUSTOMER' })).toBe(0);
    expect(await total({ propertyName: 'lastname', operator: 'IN', values: ['johnson'] })).toBe(1);
    expect(await total({ propertyName: 'lastname', operator: 'IN', values: ['Johnson'] })).toBe(0);
  });

  it('split the records without a rest', async () => {
    const has = await total({ propertyName: 'total_revenue', operator: 'HAS_PROPERTY' });
    const low = await total({ propertyName: 'total_revenue', operator: 'LT', value: '500000' });
    const high = await total({ propertyName: 'total_revenue', operator: 'GTE', value: '500000' });
    const none = await total({ propertyName: 'total_revenue', operator: 'NOT_HAS_PROPERTY' });

    expect(low + high).toBe(has);
    expect(has + none).toBe(450);
    expect(low).toBeGreaterThan(0);
  });

  it('take instants as milliseconds or ISO text, with both bounds included in BETWEEN', async () => {
    const at = '2026-10-31T00:00:00.000Z';
    const exact = await total({ propertyName: 'lastmodifieddate', operator: 'EQ', value: at });
    const between = await total({ propertyName: 'lastmodifieddate', operator: 'BETWEEN', value: String(Date.parse(at)), highValue: at });

    expect([exact, between]).toEqual([23, 23]);
  });

  it('find nothing by hs_lastmodifieddate on contacts, which is not their stamp', async () => {
    expect(await total({ propertyName: 'hs_lastmodifieddate', operator: 'GT', value: '1000' })).toBe(0);
  });

  it('match whole words in CONTAINS_TOKEN, and beginnings with *', async () => {
    const token = (value: string) => search(where({ propertyName: 'name', operator: 'CONTAINS_TOKEN', value }), 'companies').then(({ json }) => json.total);

    expect([await token('Acme'), await token('acm'), await token('acm*')]).toEqual([1, 0, 1]);
  });

  it('follow associations by pseudo property', async () => {
    const { json } = await search(where({ propertyName: 'associations.company', operator: 'EQ', value: SPECIAL.companyId }), 'deals');

    expect(json.total).toBe(12);
    expect(json.results.map(({ id }: { id: string }) => id)).toContain(SPECIAL.dealId);
  });
});

describe('unreliable by nature', () => {
  it('misorders by modification time, yet pages through every record once', async () => {
    const seen: { id: string; at: string }[] = [];
    let after: string | undefined = '0';
    while (after) {
      const { json }: { json: Wire } = await search({ limit: 50, after, sorts: [{ propertyName: 'lastmodifieddate', direction: 'ASCENDING' }] });
      seen.push(...json.results.map((record: Wire) => ({ id: record.id, at: record.properties.lastmodifieddate })));
      after = json.paging?.next.after;
    }

    const times = seen.map(({ at }) => at);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(450);
    expect(seen).toHaveLength(450);
    expect(times).not.toEqual([...times].sort());
    const displaced = [...times].sort().filter((at, index) => Math.abs(times.indexOf(at) - index) > 30 && times.filter((one) => one === at).length === 1);
    expect(displaced).toEqual([]);
  });

  it('sorts exactly by record id, and by anything when told to', async () => {
    const byId = await search({ limit: 200, sorts: [{ propertyName: 'hs_object_id', direction: 'DESCENDING' }] });
    withSettings(fake.hubspot, { disorder: 'off' });
    const byTime = await search({ limit: 200, sorts: [{ propertyName: 'lastmodifieddate', direction: 'DESCENDING' }] });

    const ids = byId.json.results.map(({ id }: { id: string }) => Number(id));
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    const times = byTime.json.results.map((record: Wire) => record.properties.lastmodifieddate);
    expect(times).toEqual([...times].sort().reverse());
  });

  it('lags: a new record is not found at first, a changed one is found by its old value and shows the new one (F10)', async () => {
    withSettings(fake.hubspot, { indexLagMs: 5_000 });
    const byName = (value: string) => search(where({ propertyName: 'firstname', operator: 'EQ', value }));
    const created = await fake.call('POST', '/crm/objects/2026-09/contacts', token, { properties: { firstname: 'Freshly' } });
    await fake.call('PATCH', `/crm/objects/2026-09/contacts/${SPECIAL.contactId}`, token, { properties: { firstname: 'Mary' } });
    const early = [await byName('Freshly'), await byName('Mary'), await byName('Maria')];
    fake.clock.now += 5_001;
    const late = [await byName('Freshly'), await byName('Mary'), await byName('Maria')];

    expect(early.map(({ json }) => json.total)).toEqual([0, 0, 1]);
    expect(early[2]?.json.results[0].properties.firstname).toBe('Mary');
    expect(late.map(({ json }) => json.total)).toEqual([1, 1, 0]);
    await fake.call('DELETE', `/crm/objects/2026-09/contacts/${created.json.id}`, token);
  });

  it('never shows archived records', async () => {
    const { json } = await fake.call('POST', '/crm/objects/2026-09/contacts', token, { properties: { lastname: 'Shortlived' } });
    await fake.call('DELETE', `/crm/objects/2026-09/contacts/${json.id}`, token);

    expect(await total({ propertyName: 'lastname', operator: 'EQ', value: 'Shortlived' })).toBe(0);
  });
});
