import { afterAll, beforeAll, expect, it } from 'vitest';
import { guardTable } from '../../../src/policies/index.ts';
import type { Source } from '../../../src/sources/define-source.ts';
import { startFakeHubSpot, type FakeHubSpot } from './fake-hubspot.ts';
import { query, testSource, type TestSource } from './test-source.ts';

let fake: FakeHubSpot;
let test: TestSource;
beforeAll(async () => {
  fake = await startFakeHubSpot({ contacts: 20, companies: 10, deals: 90 });
  fake.hubspot.settings.limits = false;
  test = testSource(fake.url, { token: fake.token });
}, 60_000);
afterAll(() => fake?.close());

it('gives a person who may only use their own records no other one, whatever key is asked for (T17)', async () => {
  const { rows: deals } = await fake.pool.query<{ id: string; owner: string | null }>(
    `select id::text, properties->>'hubspot_owner_id' as owner from hubspot.records where object_type = '0-3' and archived_at is null order by id limit 90`);
  const owner = deals.find((deal) => deal.owner !== null)!.owner!;
  const theirs = deals.filter((deal) => deal.owner === owner).map(({ id }) => id);
  const all = await query(test, 'deals', { columns: ['dealname'] });
  const guarded = guardTable(test.source as Source<unknown>, all.table, { rows: 'own', masked: [], hidden: [] }, owner);

  const rows = await guarded.source.rows(test.context, { ...all, table: guarded.table }, deals.map(({ id }) => id));

  expect(theirs.length).toBeGreaterThan(0);
  expect(theirs.length).toBeLessThan(deals.length);
  expect(rows.map(({ key }) => key)).toEqual(theirs);
});
