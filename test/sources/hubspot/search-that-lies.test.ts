import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readAll, testSource, query, type TestSource } from './test-source.ts';
import { memoryPortal, type Item, type MemoryPortal } from './search-memory.ts';

vi.setConfig({ testTimeout: 90_000 });

const API = 'http://hubspot.test';
const OLD = '2025-03-01T00:00:00.000Z';
const server = setupServer();
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const property = (name: string, type: string) => ({ name, label: name, type, fieldType: 'text', hidden: false, calculated: false, readOnly: false, hubspotDefined: false, options: [] });

/** 6,000 contacts, old short ids and new long ones, of which one in ten is of the north. */
function contacts(count = 6_000): Item[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index < count / 2 ? 1_000n + BigInt(index) * 3n : 90_000_000_000n + BigInt(index) * 7n,
    properties: { region: index % 10 === 3 ? 'north' : 'south', createdate: OLD, lastmodifieddate: OLD },
  }));
}

function serve(items = contacts(), rules: Parameters<typeof testSource>[1]['rules'] = {}): { portal: MemoryPortal; test: TestSource } {
  const portal = memoryPortal(API, items);
  const definitions = [property('region', 'string'), property('createdate', 'datetime'), property('lastmodifieddate', 'datetime')];
  server.use(...portal.handlers, http.get(`${API}/crm/properties/2026-09/:type`, () => HttpResponse.json({ results: definitions })));
  return { portal, test: testSource(API, { token: 't', rules: { settleMs: 0, settleBothMs: 0, rowsForBoth: 2_500, windowRows: 150, ...rules } }) };
}

const north = { columns: ['hs_object_id', 'region'], filters: [{ column: 'region', operator: 'eq' as const, value: 'north' }] };
const northern = (portal: MemoryPortal): string[] => portal.items.filter(({ properties }) => properties['region'] === 'north').map(({ id }) => String(id));
const all = (portal: MemoryPortal): string[] => portal.items.map(({ id }) => String(id));

/** The same numbers on every run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Ways in which HubSpot's search was seen to misbehave, and worse. */
const lies: [string, (portal: MemoryPortal) => MemoryPortal['search']][] = [
  ['pitfall 2 each page comes shuffled', () => {
    const random = seededRandom(1);
    return (_search, honest) => {
      const { total, items } = honest();
      return { total, items: items.toSorted(() => random() - 0.5) };
    };
  }],
  ['pitfall 2 a page passes over rows and shows later ones instead, in good order', () => (search, honest) => {
    if (search.limit < 200) return honest();
    const { total, items } = honest(undefined, 210);
    return total <= 200 ? { total, items } : { total, items: [...items.slice(0, 80), ...items.slice(83, 203)] };
  }],
  ['a page leaves rows out without a word', () => (search, honest) => {
    const { total, items } = honest();
    return search.limit < 200 || total <= 200 ? { total, items } : { total, items: [...items.slice(0, 80), ...items.slice(83)] };
  }],
  ['pitfall 2 the whole window is in a random order', (portal) => {
    const random = seededRandom(2);
    const mixed = portal.items.toSorted(() => random() - 0.5);
    return (search, honest) => (search.limit < 200 ? honest() : honest(mixed));
  }],
  ['pitfall 3 rows outside of the window and rows twice are among the answers', (portal) => (search, honest) => {
    const { total, items } = honest();
    return search.limit < 200 ? { total, items } : { total, items: [portal.items[0]!, ...items, ...items.slice(0, 3), portal.items.at(-1)!] };
  }],
];

describe('search that lies about order and bounds never costs a row and never doubles one', () => {
  it.each(lies)('%s: a filtered export is exact', async (_name, lie) => {
    const { portal, test } = serve();
    portal.search = lie(portal);

    const read = await readAll(test, await query(test, 'contacts', north));

    expect(read.strategy).toBe('windowed search + batch read');
    expect(read.ids).toEqual(northern(portal));
  });

  it.each(lies)('%s: a whole table is exact', async (_name, lie) => {
    const { portal, test } = serve();
    const of = await query(test, 'contacts', { columns: ['hs_object_id', 'region'] });
    const plan = await test.source.plan(test.context, of);
    portal.search = lie(portal);

    const read = await readAll(test, of, plan);

    expect(plan.strategy).toBe('list and search by id ranges');
    expect(read.ids).toEqual(all(portal));
  });
});

describe('the second pass over a whole table', () => {
  /** Who a second pass names of 6,000 contacts of which one in nine was changed after the export began. */
  async function named(lie: (portal: MemoryPortal) => MemoryPortal['search']): Promise<{ keys: string[]; changed: string[] }> {
    const { portal, test } = serve();
    const of = await query(test, 'contacts', { columns: ['hs_object_id', 'region'] });
    const plan = await test.source.plan(test.context, of);
    portal.items = portal.items.map((item, index) => (index % 9 === 0 ? { ...item, properties: { ...item.properties, lastmodifieddate: new Date().toISOString() } } : item));
    portal.search = lie(portal);
    const keys: string[] = [];
    for await (const batch of test.source.recheck!(test.context, of, plan.recheck!.of, null)) keys.push(...batch.rows.map(({ key }) => key));
    const edge = BigInt((JSON.parse(plan.recheck!.of) as { to: string }).to);
    return { keys, changed: portal.items.filter(({ id }, index) => index % 9 === 0 && id < edge).map(({ id }) => String(id)) };
  }

  it.each(lies)('%s: names every record that was changed, so none stays older than the export (F10)', async (_name, lie) => {
    const { keys, changed } = await named(lie);

    expect(changed.length).toBeGreaterThan(600);
    expect(keys).toEqual(changed);
  });

  it('F7 asks the list when the index went away', async () => {
    const { keys, changed } = await named(() => () => ({ total: 0, items: [] }));

    expect(keys).toEqual(changed);
  });
});

describe('search that fails after a while', () => {
  it.each([[2, 8], [2, 99]])('F7 an index that is empty from its answer %i to %i hides no row of a rare kind', async (from, to) => {
    const { portal, test } = serve(contacts().map((item, index) => (index % 1_000 === 555 ? { ...item, properties: { ...item.properties, region: 'rare' } } : item)));
    const of = await query(test, 'contacts', { ...north, filters: [{ column: 'region', operator: 'eq', value: 'rare' }] });
    let searches = 0;
    portal.search = (_search, honest) => ((searches += 1) >= from && searches <= to ? { total: 0, items: [] } : honest());

    const read = await readAll(test, of);

    expect(read.ids).toHaveLength(6);
    expect(read.why).toContain('the filter is applied to it here');
  });

  it('F7 one small window that comes back empty is noticed, though all others are whole', async () => {
    const { portal, test } = serve(contacts(12_000).map((item, index) => ({ ...item, properties: { ...item.properties, region: (index < 6_000 ? index % 3 === 0 : index % 120 === 0) ? 'north' : 'south' } })));
    portal.search = (search, honest) => {
      const edge = (operator: string): number => Number(search.filters.find((filter) => filter.operator === operator && filter.propertyName === 'hs_object_id')?.value ?? 0);
      return search.limit === 200 && edge('GTE') > 10_000_000 && edge('LT') - edge('GTE') > 10_000_000 ? { total: 0, items: [] } : honest();
    };

    const read = await readAll(test, await query(test, 'contacts', north));

    expect(read.ids).toEqual(northern(portal));
    expect(read.why).toContain('the filter is applied to it here');
  });

  it.each([4, 8, 12, 17, 18])('F7 an index that is empty from its answer %i on makes a filtered export read the list', async (after) => {
    const { portal, test } = serve();
    let searches = 0;
    portal.search = (_search, honest) => ((searches += 1) > after ? { total: 0, items: [] } : honest());

    const read = await readAll(test, await query(test, 'contacts', north));

    expect(read.ids).toEqual(northern(portal));
    expect(read.why).toContain('the filter is applied to it here');
  });

  it.each<[string, (portal: MemoryPortal) => ReturnType<MemoryPortal['search']>]>([
    ['counts nothing any more', () => ({ total: 0, items: [] })],
    ['answers with the same page always', (portal) => ({ total: 6_000, items: portal.items.slice(0, 200) })],
  ])('F7 and %s leaves the rest to the list, with no row twice', async (_name, failing) => {
    const { portal, test } = serve();
    const of = await query(test, 'contacts', { columns: ['hs_object_id', 'region'] });
    const plan = await test.source.plan(test.context, of);
    let searches = 0;
    portal.search = (_search, honest) => ((searches += 1) > 12 ? failing(portal) : honest());

    const read = await readAll(test, of, plan);

    expect(read.ids).toEqual(all(portal));
    expect(searches).toBeGreaterThan(12);
  });
});

describe('an index that lacks records is noticed before it is used', () => {
  const holes = (portal: MemoryPortal): MemoryPortal['search'] => {
    const known = portal.items.filter(({ id }) => id % 20n !== 3n);
    return (_search, honest) => honest(known);
  };

  it('F10 a whole table is read from the list alone, and the certificate says so', async () => {
    const { portal, test } = serve();
    portal.search = holes(portal);

    const read = await readAll(test, await query(test, 'contacts', { columns: ['hs_object_id'] }));

    expect([read.strategy, read.ids]).toEqual(['list by id ranges', all(portal)]);
    expect(read.why).toContain('did not agree');
  });

  it('F10 a filtered table is read from the list', async () => {
    const { portal, test } = serve();
    portal.search = (_search, honest) => honest(portal.items.filter(({ id }) => id % 3n !== 1n));

    const read = await readAll(test, await query(test, 'contacts', north));

    expect(read.ids).toEqual(northern(portal));
    expect(read.why).toContain('did not agree with its list in a sample');
  });

  it('pitfall 6 records it does not know yet because they are new are no disagreement, and are in the file', async () => {
    const { portal, test } = serve();
    const now = new Date().toISOString();
    const old = portal.items;
    portal.items = [...old, ...Array.from({ length: 350 }, (_, index) => ({ id: 95_000_000_000n + BigInt(index), properties: { region: 'north', createdate: now, lastmodifieddate: now } }))];
    portal.search = (_search, honest) => honest(old);

    const filtered = await readAll(test, await query(test, 'contacts', north));
    const whole = await readAll(test, await query(test, 'contacts', { columns: ['hs_object_id'] }));

    expect([filtered.strategy, filtered.ids]).toEqual(['windowed search + batch read', northern(portal)]);
    expect([whole.strategy, whole.ids]).toEqual(['list and search by id ranges', all(portal)]);
  });

  it('F7 counts that never come down end in a read of the list, not in an endless one', async () => {
    const { portal, test } = serve();
    portal.search = (search, honest) => {
      const { total, items } = honest();
      return { total: search.limit < 200 || search.filters.length < 3 ? total : total + 1_000, items };
    };

    const read = await readAll(test, await query(test, 'contacts', north));

    expect(read.why).toContain('contradicted itself');
    expect(read.ids).toEqual(northern(portal));
    expect(portal.seen.searches).toBeLessThan(400);
  });

  it('when most of the records are new, the list is read', async () => {
    const { portal, test } = serve();
    const now = new Date().toISOString();
    portal.items = portal.items.map((item, index) => (index < 3_750 ? item : { ...item, properties: { ...item.properties, createdate: now, lastmodifieddate: now } }));

    const plan = await test.source.plan(test.context, await query(test, 'contacts', north));

    expect(plan.why).toContain('too new');
  });
});

describe('calls', () => {
  it('F10 pitfalls 1 and 4: more than 10,000 matches with one timestamp are read once each in windows below it, with few calls', async () => {
    const items = contacts(30_000).map((item, index) => ({ ...item, properties: { ...item.properties, ...(index >= 8_000 && index < 18_500 ? { lastmodifieddate: '2026-01-31T00:00:00.000Z' } : {}) } }));
    const { portal, test } = serve(items, { windowRows: 5_000 });

    const read = await readAll(test, await query(test, 'contacts', { columns: ['hs_object_id'], filters: [{ column: 'lastmodifieddate', operator: 'gte', value: '2026-01-31' }] }));

    expect(read.strategy).toBe('windowed search + batch read');
    expect(read.ids).toEqual(items.slice(8_000, 18_500).map(({ id }) => String(id)));
    // 53 full pages, and what finding the windows between old and new ids costs.
    expect(portal.seen.searches).toBeLessThan(120);
    expect(portal.seen.batches).toBe(105);
  });
});
