import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startFakeHubSpot, type FakeHubSpot } from './fake-hubspot.ts';
import { resumeEverywhere } from './resume-everywhere.ts';
import { query, readAll, testSource, type TestSource } from './test-source.ts';

vi.setConfig({ testTimeout: 90_000 });

const CONTACTS = 8_345;
const COLUMNS = ['hs_object_id', 'email', 'lifecyclestage.value'];
const SEARCH = '^/crm/objects/2026-09/0-1/search';

let fake: FakeHubSpot;
let test: TestSource;

beforeAll(async () => {
  fake = await startFakeHubSpot({ contacts: CONTACTS, companies: 20, deals: 20 });
  fake.hubspot.settings.limits = false;
  fake.hubspot.settings.disorder = 'all';
}, 60_000);
beforeEach(() => {
  fake.hubspot.resetStats();
  test = testSource(fake.url, { token: fake.token, rules: { rowsForBoth: 2_000, settleBothMs: 0 } });
});
afterEach(() => {
  fake.hubspot.settings.faults = [];
  fake.hubspot.settings.indexLagMs = 0;
});
afterAll(() => fake.close());

async function rowsInStore(where = 'true'): Promise<(string | null)[][]> {
  const { rows } = await fake.pool.query<{ row: (string | null)[] }>(
    `select array[id::text, properties->>'email', properties->>'lifecyclestage'] as row from hubspot.records where object_type = '0-1' and archived_at is null and ${where} order by id`);
  return rows.map(({ row }) => row);
}

async function write(method: 'POST' | 'PATCH' | 'DELETE', id: string | null, properties: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(`${fake.url}/crm/objects/2026-09/0-1${id === null ? '' : `/${id}`}`, {
    method,
    headers: { authorization: `Bearer ${fake.token}`, 'content-type': 'application/json' },
    ...(method === 'DELETE' ? {} : { body: JSON.stringify({ properties }) }),
  });
  if (!answer.ok) throw new Error(`the fake refused a write: ${answer.status} ${await answer.text()}`);
  return method === 'POST' ? ((await answer.json()) as { id: string }).id : (id ?? '');
}

const searches = (): number => fake.hubspot.stats().portals['4711001']?.byFamily['search'] ?? 0;

describe('a large table is read through list and search at once', () => {
  it('I1 I2 every record is in the file once, with its values, in order of id', async () => {
    const of = await query(test, 'contacts', { columns: COLUMNS });
    const plan = await test.source.plan(test.context, of);
    const planned = searches();

    const read = await readAll(test, of, plan);

    expect(read.strategy).toBe('list and search by id ranges');
    expect(read.rows).toEqual(await rowsInStore());
    expect(read.upstream).toBe(CONTACTS);
    expect(searches() - planned).toBeGreaterThan(3);
    expect(read.calls).toBeLessThan(CONTACTS / 100 + read.parts.length);
  });

  it('F10 search reads no row before it had time to learn what changed before the export, and the certificate says so', async () => {
    const patient = testSource(fake.url, { token: fake.token, rules: { rowsForBoth: 2_000, settleBothMs: 60_000 } });
    const changed = (await rowsInStore())[4_000]?.[0] ?? '';
    fake.hubspot.settings.indexLagMs = 60_000;
    await write('PATCH', changed, { lifecyclestage: 'evangelist' });
    const of = await query(patient, 'contacts', { columns: COLUMNS });
    const plan = await patient.source.plan(patient.context, of);
    const planned = searches();

    const read = await readAll(patient, of, plan);

    expect(read.rows).toEqual(await rowsInStore());
    expect(read.rows.find(([id]) => id === changed)?.[2]).toBe('evangelist');
    expect(searches()).toBe(planned);
    expect(read.consistency).toContain('begins 60 seconds after it');
  });

  it('search is left alone where the installation says so', async () => {
    const without = testSource(fake.url, { token: fake.token, rules: { rowsForBoth: 2_000, searchForExports: false } });

    expect((await readAll(without, await query(without, 'contacts', { columns: COLUMNS }))).strategy).toBe('list by id ranges');
  });

  it('I1 I3 a read that stops after any batch and goes on gives the same rows', async () => {
    const of = await query(test, 'contacts', { columns: COLUMNS });
    const plan = await test.source.plan(test.context, of);

    expect(await resumeEverywhere(test, of, plan)).toEqual(await rowsInStore());
  });

  it('a filter that search cannot judge is applied to each record as it is read', async () => {
    const of = await query(test, 'contacts', { columns: COLUMNS, filters: [{ column: 'email', operator: 'contains', value: 'maria' }] });

    const read = await readAll(test, of);

    expect(read.strategy).toBe('list and search by id ranges');
    expect(read.rows).toEqual(await rowsInStore("properties->>'email' ~ 'maria'"));
    expect(read.upstream).toBe(CONTACTS);
  });

  it('pitfall 6 F10 what search does not know yet is read from the list', async () => {
    fake.hubspot.settings.indexLagMs = 60_000;
    const created: string[] = [];
    for (let index = 0; index < 5; index += 1) created.push(await write('POST', null, { email: `fresh${index}@acme.example` }));

    const read = await readAll(test, await query(test, 'contacts', { columns: COLUMNS }));
    const truth = await rowsInStore();
    for (const id of created) await write('DELETE', id);

    expect(read.strategy).toBe('list and search by id ranges');
    expect(read.ids).toEqual(expect.arrayContaining(created));
    expect(read.rows).toEqual(truth);
  });

  it('F10 records changed, archived and made between pages: those that stayed come once, and no row twice', async () => {
    const of = await query(test, 'contacts', { columns: COLUMNS });
    const plan = await test.source.plan(test.context, of);
    const before = await rowsInStore();
    const victims = before.filter((_, index) => index % 300 === 150).map(([id]) => id ?? '');
    let step = 0;

    const rows = await resumeEverywhere(test, of, plan, async () => {
      const id = victims[step];
      step += 1;
      if (id === undefined) return;
      if (step % 2 === 0) await write('DELETE', id);
      else await write('PATCH', id, { lifecyclestage: 'other' });
    });

    const after = new Set((await rowsInStore()).map(([id]) => id));
    const ids = rows.map(([id]) => id ?? '');
    expect(new Set(ids).size).toBe(ids.length);
    for (const [id] of before) if (after.has(id ?? '')) expect(ids.includes(id ?? '')).toBe(true);
    expect(ids).toEqual(ids.toSorted((a, b) => Number(a) - Number(b)));
  });

  it.each([['fails', 'html-502'], ['says 429', { status: 429, body: { policyName: 'DAILY', status: 'error' } }]] as const)('F6 F7 when search %s in the middle, the list reads on from the same record', async (_name, then) => {
    const of = await query(test, 'contacts', { columns: COLUMNS });
    const plan = await test.source.plan(test.context, of);
    fake.hubspot.settings.faults = [{ match: { path: SEARCH }, rate: 0.5, then }];

    const read = await readAll(test, of, plan);

    expect(read.rows).toEqual(await rowsInStore());
  });
});
