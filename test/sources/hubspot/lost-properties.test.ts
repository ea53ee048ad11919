import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SourceBatch } from '../../../src/sources/define-source.ts';
import { startFakeHubSpot, type FakeHubSpot } from './fake-hubspot.ts';
import { query, readAll, testSource } from './test-source.ts';

const COLUMNS = ['hs_object_id', 'firstname', 'phone', 'email', 'customer_number'];

let fake: FakeHubSpot;
beforeAll(async () => {
  fake = await startFakeHubSpot({ contacts: 1_900, companies: 20, deals: 30 });
  fake.hubspot.settings.limits = false;
});
afterAll(() => fake.close());
afterEach(async () => {
  fake.hubspot.settings.faults = [];
  await fake.pool.query('update hubspot.properties set archived = false');
  fake.hubspot.forgetProperties();
});

async function stored(): Promise<(string | null)[][]> {
  const { rows } = await fake.pool.query<{ row: (string | null)[] }>(
    `select array[id::text, properties->>'firstname', properties->>'phone', properties->>'email', properties->>'customer_number'] as row from hubspot.records where object_type = '0-1' and archived_at is null order by id`);
  return rows.map(({ row }) => row);
}

/** Reads all contacts in one part; `after` happens behind the first batch. */
async function readWith(after: () => Promise<void> | void, columns: string[] = COLUMNS, filters: Parameters<typeof query>[2] = {}) {
  const sut = testSource(fake.url, { token: fake.token, rules: { rowsForParts: 1_000_000 } });
  const of = await query(sut, 'contacts', { columns, ...filters });
  const plan = await sut.source.plan(sut.context, of);
  const batches: SourceBatch[] = [];
  for await (const batch of sut.source.read(sut.context, of, plan.parts[0]!, null)) {
    batches.push(batch);
    if (batches.length === 1) await after();
  }
  return { sut, of, plan, batches, rows: batches.flatMap((batch) => batch.rows), first: batches[0]!.rows.length };
}

const refuse = (property: string) => () => {
  fake.hubspot.settings.faults = [{ match: { path: `/objects/.*properties=[^&]*${property}` }, then: { status: 403, body: { status: 'error', category: 'FORBIDDEN' } } }];
};

describe('a property that goes away while its table is read', () => {
  it('refused with 403 in the middle: all other columns are whole, it is empty from there on and named, nothing shifts (F11)', async () => {
    const { rows, batches, first } = await readWith(refuse('phone'));

    const whole = await stored();
    expect(rows).toEqual(whole.map((row, at) => (at < first ? row : row.map((cell, column) => (column === 2 ? null : cell)))));
    expect(batches[0]!.unreadable).toBeUndefined();
    for (const batch of batches.slice(1)) expect(batch.unreadable).toEqual([{ column: 'phone', reason: expect.stringContaining('does not give this property out') }]);
  });

  it('two of many are told apart from the others with few calls (F11)', async () => {
    const { batches } = await readWith(() => {
      fake.hubspot.settings.faults = ['phone', 'city'].map((property) => ({ match: { path: `properties=[^&]*${property}` }, then: { status: 400, body: { category: 'VALIDATION_ERROR' } } }));
    }, [...COLUMNS, 'city', 'state', 'country', 'zip', 'jobtitle', 'company', 'lifecyclestage', 'lifecyclestage.value']);

    expect(batches.at(-1)!.unreadable?.map(({ column }) => column)).toEqual(['phone', 'city']);
    expect(batches.reduce((sum, { calls }) => sum + calls, 0)).toBeLessThan(45);
  });

  it('one that a filter needs ends the export instead of dropping rows (F11)', async () => {
    await expect(readWith(refuse('phone'), COLUMNS, { filters: [{ column: 'phone', operator: 'not_empty' }] })).rejects.toMatchObject({ code: 'source.refused' });
  });

  it('access taken away altogether is no matter of single properties (F11)', async () => {
    await expect(readWith(() => {
      fake.hubspot.settings.faults = [{ match: { path: '/objects/' }, then: { status: 403, body: { category: 'MISSING_SCOPES' } } }];
    })).rejects.toMatchObject({ code: 'hubspot.missing_scope' });
  });

  it('archived in the middle: columns keep their places and the end of the read says so (T64)', async () => {
    const { rows, sut, of, first } = await readWith(async () => {
      await fake.pool.query(`update hubspot.properties set archived = true where name = 'customer_number' and object_type = '0-1'`);
      fake.hubspot.forgetProperties();
    });

    const whole = await stored();
    expect(rows).toEqual(whole.map((row, at) => (at < first ? row : [...row.slice(0, 4), null])));
    expect(await sut.source.columnChanges!(sut.context, of)).toEqual([{ column: 'customer_number', change: expect.stringContaining('was removed in HubSpot') }]);
  });

  it('archived although a filter needs it: the export ends with a reason people understand (T64)', async () => {
    const { sut, of } = await readWith(() => undefined, COLUMNS, { filters: [{ column: 'customer_number', operator: 'not_empty' }] });
    await fake.pool.query(`update hubspot.properties set archived = true where name = 'customer_number' and object_type = '0-1'`);
    fake.hubspot.forgetProperties();

    await expect(sut.source.columnChanges!(sut.context, of)).rejects.toMatchObject({ code: 'source.changed', userMessage: expect.stringContaining('Customer number') });
  });

  it('one whose type changed keeps its values as HubSpot gives them and is named (T64)', async () => {
    const define = (type: string): Promise<unknown> => fake.pool.query(
      `insert into hubspot.properties select portal_id, object_type, 'score', definition || jsonb_build_object('name', 'score', 'label', 'Score', 'type', $1::text) from hubspot.properties where name = 'customer_number'
       on conflict (portal_id, object_type, name) do update set definition = excluded.definition`, [type]);
    await define('number');
    fake.hubspot.forgetProperties();
    await fake.pool.query(`update hubspot.records set properties = properties || '{"score": "7"}' where object_type = '0-1'`);
    const { sut, of, rows } = await readWith(async () => {
      await define('string');
      fake.hubspot.forgetProperties();
    }, ['hs_object_id', 'score']);

    expect(rows.every((row) => row[1] === '7')).toBe(true);
    expect(await sut.source.columnChanges!(sut.context, of)).toEqual([{ column: 'score', change: expect.stringContaining('from number to text') }]);
  });

  it('without anything lost nothing is said', async () => {
    const { sut, of, rows, batches } = await readWith(() => undefined);

    expect(rows).toEqual(await stored());
    expect(batches.every(({ unreadable }) => unreadable === undefined)).toBe(true);
    expect(await sut.source.columnChanges!(sut.context, of)).toEqual([]);
    expect((await readAll(sut, of)).rows).toEqual(rows);
  });
});
