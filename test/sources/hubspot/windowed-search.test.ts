import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Filter } from '#contract';
import { startFakeHubSpot, type FakeHubSpot } from './fake-hubspot.ts';
import { resumeEverywhere } from './resume-everywhere.ts';
import { query, readAll, testSource, type TestSource } from './test-source.ts';

vi.setConfig({ testTimeout: 90_000 });

const CONTACTS = 9_000;
const COLUMNS = ['hs_object_id', 'email', 'lifecyclestage.value'];
const customers: Filter[] = [{ column: 'lifecyclestage', operator: 'eq', value: 'customer' }];
const IS_CUSTOMER = "properties->>'lifecyclestage' = 'customer'";

let fake: FakeHubSpot;
let test: TestSource;

beforeAll(async () => {
  fake = await startFakeHubSpot({ contacts: CONTACTS, companies: 20, deals: 20 });
  fake.hubspot.settings.limits = false;
  await fake.pool.query(`create table before as select * from hubspot.records where object_type = '0-1'`);
}, 60_000);
beforeEach(() => {
  fake.hubspot.settings.disorder = 'all';
  fake.hubspot.resetStats();
  test = source({ settleMs: 0, windowRows: 400 });
});
afterEach(async () => {
  fake.hubspot.settings.faults = [];
  fake.hubspot.settings.indexLagMs = 0;
  await fake.pool.query('delete from hubspot.search_lag');
});
afterAll(() => fake.close());

function source(rules: NonNullable<Parameters<typeof testSource>[1]['rules']>): TestSource {
  return testSource(fake.url, { token: fake.token, rules });
}

/** What a test changed goes back, so that each begins with the same portal. */
async function restore(): Promise<void> {
  await fake.pool.query(`delete from hubspot.records where object_type = '0-1' and id not in (select id from before)`);
  await fake.pool.query(`update hubspot.records r set properties = b.properties, updated_at = b.updated_at, archived_at = null from before b
    where r.object_type = '0-1' and r.id = b.id and (r.properties, r.updated_at, r.archived_at) is distinct from (b.properties, b.updated_at, b.archived_at)`);
}

async function rowsInStore(where: string): Promise<(string | null)[][]> {
  const { rows } = await fake.pool.query<{ row: (string | null)[] }>(
    `select array[id::text, properties->>'email', properties->>'lifecyclestage'] as row from hubspot.records where object_type = '0-1' and archived_at is null and ${where} order by id`);
  return rows.map(({ row }) => row);
}

async function idsInStore(where: string, limit: number): Promise<string[]> {
  return (await rowsInStore(`${where} and id % 7 = 3`)).slice(0, limit).map(([id]) => id ?? '');
}

/** A change as a person or an import makes it: through the API, so that search learns of it late. */
async function write(method: 'POST' | 'PATCH' | 'DELETE', id: string | null, properties: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(`${fake.url}/crm/objects/2026-09/0-1${id === null ? '' : `/${id}`}`, {
    method,
    headers: { authorization: `Bearer ${fake.token}`, 'content-type': 'application/json' },
    ...(method === 'DELETE' ? {} : { body: JSON.stringify({ properties }) }),
  });
  if (!answer.ok) throw new Error(`the fake refused a write: ${answer.status} ${await answer.text()}`);
  return method === 'POST' ? ((await answer.json()) as { id: string }).id : (id ?? '');
}

describe('a filter that keeps few of many records is read through search', () => {
  it('S0.3 I1 I2 pitfall 2 the file holds exactly what the tables hold, in order of id, although search misorders all it can', async () => {
    const read = await readAll(test, await query(test, 'contacts', { filters: customers, columns: COLUMNS }));

    expect(read.strategy).toBe('windowed search + batch read');
    expect(read.rows).toEqual(await rowsInStore(IS_CUSTOMER));
    expect(read.why).toMatch(/keeps about \d+ of 9000 records/);
    expect(read.consistency).toContain('no record comes twice');
    expect(read.calls).toBeLessThan(CONTACTS / 100 / 3);
    expect(read.upstream).toBeLessThan(CONTACTS / 3);
  });

  it('several conditions are narrowed by what search knows for certain and judged as a whole here', async () => {
    const filters: Filter[] = [
      ...customers,
      { column: 'email', operator: 'contains', value: 'maria' },
      { column: 'createdate', operator: 'lt', value: '2025-01-01' },
      { column: 'city', operator: 'not_empty' },
      { column: 'total_revenue', operator: 'gt', value: '1000.5' },
    ];

    const read = await readAll(test, await query(test, 'contacts', { filters, columns: COLUMNS }));

    const where = `${IS_CUSTOMER} and properties->>'email' ~ 'maria' and created_at < '2025-01-01Z' and properties ? 'city' and (properties->>'total_revenue')::numeric > 1000.5`;
    expect(read.strategy).toBe('windowed search + batch read');
    expect(read.rows).toEqual(await rowsInStore(where));
    expect(read.rows.length).toBeGreaterThan(0);
  });

  it.each<[string, Filter[], string]>([
    ['words', [{ column: 'email', operator: 'contains', value: 'maria' }], "cannot judge these conditions without doubt"],
    ['most of the records', [{ column: 'email', operator: 'not_empty' }], 'would not be quicker'],
  ])('a filter by %s reads all records, and the certificate says why', async (_name, filters, why) => {
    const plan = await test.source.plan(test.context, await query(test, 'contacts', { filters, columns: COLUMNS }));

    expect(plan.strategy).toContain('list');
    expect(plan.why).toContain('the filter is applied to it here, because');
    expect(plan.why).toContain(why);
  });

  it('the wait for search is not spent where the list is as quick', async () => {
    const usual = source({});

    const plan = await usual.source.plan(usual.context, await query(usual, 'contacts', { filters: customers }));

    expect(plan.why).toContain('would not be quicker');
  });

  it('I1 I3 a read that stops after any batch and goes on gives the same rows', async () => {
    const of = await query(test, 'contacts', { filters: customers, columns: COLUMNS });
    const plan = await test.source.plan(test.context, of);

    const rows = await resumeEverywhere(test, of, plan);

    expect(rows).toEqual((await readAll(test, of, plan)).rows);
    expect(rows).toEqual(await rowsInStore(IS_CUSTOMER));
  });

  it('pitfall 6 F10 what changed just before the export is in it: the second pass finds what search learned late', async () => {
    fake.hubspot.settings.indexLagMs = 600_000;
    const became = await idsInStore("properties->>'lifecyclestage' = 'lead'", 6);
    const left = await idsInStore(IS_CUSTOMER, 6);
    const archived = (await idsInStore(IS_CUSTOMER, 9)).slice(6);
    for (const id of became) await write('PATCH', id, { lifecyclestage: 'customer' });
    for (const id of left) await write('PATCH', id, { lifecyclestage: '' });
    for (const id of archived) await write('DELETE', id);
    const created = await write('POST', null, { email: 'late@acme.example', lifecyclestage: 'customer' });
    const waited: number[] = [];
    const patient = source({ settleMs: 5_000, sleep: async (ms) => {
      waited.push(ms);
      // Meanwhile search learns of it.
      await fake.pool.query('delete from hubspot.search_lag');
    } });

    // However long the first pass takes, there is something left to wait for.
    const frozen = Date.now();
    const read = await readAll({ ...patient, context: { ...patient.context, now: () => frozen } }, await query(patient, 'contacts', { filters: customers, columns: COLUMNS }));
    const truth = await rowsInStore(IS_CUSTOMER);
    await restore();

    expect(read.strategy).toBe('windowed search + batch read');
    expect(read.rows).toEqual(truth);
    expect(waited).toHaveLength(1);
    expect(read.ids).toEqual(expect.arrayContaining([...became, created]));
    expect(read.ids).not.toEqual(expect.arrayContaining(archived));
  });

  it('pitfalls 3 and 5, F10: records that change between pages come once, by their values when they were read', async () => {
    const of = await query(test, 'contacts', { filters: customers, columns: COLUMNS });
    const plan = await test.source.plan(test.context, of);
    const before = await rowsInStore(IS_CUSTOMER);
    const left = await idsInStore(IS_CUSTOMER, 5);
    const archived = (await idsInStore(IS_CUSTOMER, 10)).slice(5);
    const became = await idsInStore("properties->>'lifecyclestage' = 'lead'", 5);
    for (const id of left) await write('PATCH', id, { lifecyclestage: '' });
    for (const id of archived) await write('DELETE', id);
    for (const id of became) await write('PATCH', id, { lifecyclestage: 'customer' });
    await write('POST', null, { email: 'new@acme.example', lifecyclestage: 'customer' });

    const rows = await resumeEverywhere(test, of, plan, async () => {
      // A bulk change in the middle moves every record's time.
      await fake.pool.query(`update hubspot.records set updated_at = now(), properties = properties || jsonb_build_object('lastmodifieddate', hubspot.iso(now())) where object_type = '0-1' and id % 97 = 0`);
    });
    const read = await readAll(test, of, plan);
    await restore();

    const expected = before.filter(([id]) => !left.includes(id ?? '') && !archived.includes(id ?? ''));
    expect(rows.filter(([, email]) => email !== 'new@acme.example')).toEqual(expected);
    expect(rows).toEqual(read.rows);
    expect(read.skipped.map(({ key }) => key)).toEqual(archived);
    expect(read.rows.length + read.skipped.length).toBeLessThanOrEqual(read.upstream);
  });

  it('F7 an index that is down is no obstacle: all records are read from the list', async () => {
    const breaking = testSource(fake.url, { token: fake.token, rules: { settleMs: 5_000, sleep: async () => {
      fake.hubspot.settings.faults = [{ match: { path: '/0-1/search' }, times: 5, then: 'html-502' }];
    } } });

    const read = await readAll(breaking, await query(breaking, 'contacts', { filters: customers, columns: COLUMNS }));

    expect(read.why).toContain('search failed or contradicted itself');
    expect(read.upstream).toBe(CONTACTS);
    expect(read.rows).toEqual(await rowsInStore(IS_CUSTOMER));
  });

  it('F14 a cancelled export does not sit out the wait', async () => {
    const cancel = new AbortController();
    const patient = source({ settleMs: 2_000, sleep: (ms, signal) => {
      cancel.abort(new Error('cancelled'));
      return delay(ms, undefined, { signal });
    } });
    const of = await query(patient, 'contacts', { filters: customers });

    await expect(patient.source.plan({ ...patient.context, signal: cancel.signal }, of)).rejects.toThrow('cancelled');
  });
});
