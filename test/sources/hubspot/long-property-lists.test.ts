import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { SPECIAL } from '../../../sandbox/hubspot/index.ts';
import { startFakeHubSpot, type FakeHubSpot } from './fake-hubspot.ts';
import { query, readAll, testSource, type TestSource } from './test-source.ts';

vi.setConfig({ testTimeout: 90_000 });

const MADE = 900;
const NAMES = Array.from({ length: MADE }, (_, index) => `made_by_the_portal_number_${index}`);
const COLUMNS = ['hs_object_id', 'dealname', ...NAMES];

let fake: FakeHubSpot;
let test: TestSource;

/** A portal that made 900 properties of its own, each deal with a value in 15 of them: the fake is slow with wide rows. */
beforeAll(async () => {
  fake = await startFakeHubSpot({ contacts: 60, companies: 20, deals: 700 });
  await fake.pool.query(
    `insert into hubspot.properties (portal_id, object_type, name, definition)
     select 4711001, '0-3', made, p.definition || jsonb_build_object('name', made, 'label', made, 'hubspotDefined', false)
     from unnest($1::text[]) as made, hubspot.properties p where p.portal_id = 4711001 and p.object_type = '0-3' and p.name = 'description'`, [NAMES]);
  await fake.pool.query(
    `update hubspot.records set properties = properties || (select jsonb_object_agg(made, id || ' ' || place) from unnest($1::text[]) with ordinality as n(made, place) where place % 60 = id % 60) where object_type = '0-3'`, [NAMES]);
  fake.hubspot.settings.limits = false;
  test = testSource(fake.url, { token: fake.token, rules: { settleMs: 0, settleBothMs: 0, rowsForParts: 300, rowsForBoth: 300 } });
}, 60_000);
afterAll(() => fake.close());

async function rowsInStore(where = 'true'): Promise<(string | null)[][]> {
  const { rows } = await fake.pool.query<{ row: (string | null)[] }>(
    `select array[id::text, properties->>'dealname'] || array(select properties->>made from unnest($1::text[]) with ordinality as n(made, place) order by place) as row
     from hubspot.records where object_type = '0-3' and archived_at is null and ${where} order by id`, [NAMES]);
  return rows.map(({ row }) => row);
}

it('pitfall 15 a whole table with 900 columns, more than fit into an address, is complete', async () => {
  const read = await readAll(test, await query(test, 'deals', { columns: COLUMNS }));

  expect(read.rows).toEqual(await rowsInStore());
  // They fit into no search either, so its allowance is left alone.
  expect(read.strategy).toBe('list by id ranges');
  expect(fake.hubspot.stats().portals['4711001']?.byStatus).not.toHaveProperty('414');
});

it('pitfall 15 a record\'s table with 900 columns is complete, by batch read', async () => {
  const record = { objectTypeId: '0-2', objectId: SPECIAL.companyId } as const;

  const read = await readAll(test, await query(test, 'deals', { record, columns: COLUMNS }));

  const ids = new Set(read.ids);
  expect(read.rows.length).toBeGreaterThan(10);
  expect(read.rows).toEqual((await rowsInStore()).filter(([id]) => ids.has(id ?? '')));
});

it('pitfall 15 a filtered table with 900 columns is complete, through search', async () => {
  const read = await readAll(test, await query(test, 'deals', { columns: COLUMNS, filters: [{ column: 'hs_priority', operator: 'eq', value: 'high' }] }));

  expect(read.strategy).toBe('windowed search + batch read');
  expect(read.rows).toEqual(await rowsInStore("properties->>'hs_priority' = 'high'"));
});

it('pitfall 15 a sorted page with 900 columns shows all of them, though search takes no such list', async () => {
  const page = await test.source.page(test.context, await query(test, 'deals', { columns: COLUMNS, sort: { column: 'hs_object_id', direction: 'ascending' } }), { cursor: null, size: 50 });

  expect(page.rows.map(({ cells }) => cells)).toEqual((await rowsInStore()).slice(0, 50));
});
