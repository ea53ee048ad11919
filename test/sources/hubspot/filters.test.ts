import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Filter } from '#contract';
import { errorOf } from '../../hubspot/test-gateway.ts';
import { startFakeHubSpot, type FakeHubSpot } from './fake-hubspot.ts';
import { query, readAll, testSource, type TestSource } from './test-source.ts';

vi.setConfig({ testTimeout: 90_000 });

let fake: FakeHubSpot;
let test: TestSource;

beforeAll(async () => {
  fake = await startFakeHubSpot({ contacts: 300, companies: 60, deals: 240 });
  fake.hubspot.settings.limits = false;
  test = testSource(fake.url, { token: fake.token });
}, 60_000);
afterAll(() => fake.close());

/** The same numbers on every run, so that a failure can be looked at. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

async function viewed(key: string, filters: Filter[], columns: string[]): Promise<string[]> {
  const of = await query(test, key, { filters, columns, sort: { column: 'hs_object_id', direction: 'ascending' } });
  const keys: string[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof test.source.page>> = await test.source.page(test.context, of, { cursor, size: 100 });
    keys.push(...page.rows.map((row) => row.key));
    cursor = page.next;
    if (cursor === null) return keys;
  }
}

describe('a filter means the same in the view and in the file', () => {
  it.each(['contacts', 'companies', 'deals', 'tickets'])('for any filter on %s the exported rows are those of the view', async (key) => {
    const random = seededRandom(4_711);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const { table } = await query(test, key);
    const all = await readAll(test, await query(test, key, { columns: table.columns.map((column) => column.key) }));
    const kinds = new Set<string>();

    for (let round = 0; round < 120; round += 1) {
      const filters: Filter[] = Array.from({ length: 1 + Math.floor(random() * 2) }, () => {
        const column = pick(table.columns.filter(({ operators }) => operators.length > 0));
        const operator = pick(column.operators);
        if (operator === 'empty' || operator === 'not_empty') return { column: column.key, operator };
        const cell = pick(all.rows)[table.columns.indexOf(column)];
        const value = cell ?? { text: 'none', number: '0', money: '0', date: '2026-01-01', datetime: '2026-01-01', boolean: 'true' }[column.type];
        const cased = column.type === 'text' && random() < 0.5 ? value.toUpperCase() : value;
        const part = operator === 'contains' ? (cased.match(/[\p{L}\p{N}]+/u)?.[0] ?? 'a').slice(0, 1 + Math.floor(random() * 4)) : cased;
        kinds.add(`${column.type} ${operator}`);
        return { column: column.key, operator, value: part.slice(0, 200) };
      });

      const exported = await readAll(test, await query(test, key, { filters, columns: ['hs_object_id'] }));

      expect(await viewed(key, filters, ['hs_object_id']), JSON.stringify(filters)).toEqual(exported.ids);
      expect(exported.upstream).toBe(all.upstream);
    }
    expect(kinds.size).toBeGreaterThan(5);
  });

  it('two words are found wherever they stand, in any case', async () => {
    const filters: Filter[] = [{ column: 'email', operator: 'contains', value: 'EXAMPLE maria' }];

    const ids = await viewed('contacts', filters, ['hs_object_id']);

    expect(ids.length).toBeGreaterThan(0);
    expect((await readAll(test, await query(test, 'contacts', { filters }))).ids).toEqual(ids);
  });

  it('a choice can be typed as people read it', async () => {
    const byLabel = await viewed('contacts', [{ column: 'lifecyclestage', operator: 'eq', value: 'Customer' }], ['hs_object_id']);
    const byValue = await viewed('contacts', [{ column: 'lifecyclestage', operator: 'eq', value: 'customer' }], ['hs_object_id']);

    expect(byLabel.length).toBeGreaterThan(0);
    expect(byLabel).toEqual(byValue);
  });

  it('dates before all time and the first day of computers are harmless', async () => {
    const ids = await viewed('contacts', [{ column: 'createdate', operator: 'gte', value: '1970-01-01' }], ['hs_object_id']);

    expect(ids).toHaveLength(300);
  });
});

describe('a filter that cannot be used is refused with a sentence, before HubSpot sees it', () => {
  it.each<Filter>([
    { column: 'amount', operator: 'gt', value: 'many' },
    { column: 'amount', operator: 'gt', value: '1,000' },
    { column: 'amount', operator: 'gt', value: '1e9' },
    { column: 'closedate', operator: 'lt', value: '31.12.2026' },
    { column: 'closedate', operator: 'lt', value: '2026-02-30' },
    { column: 'dealname', operator: 'eq', value: '' },
    { column: 'dealname', operator: 'eq' },
    { column: 'dealname', operator: 'contains', value: '***' },
    { column: 'dealname', operator: 'gt', value: 'a' },
    { column: 'hs_object_id', operator: 'eq', value: 'abc' },
  ])('$column $operator $value', async (filter) => {
    fake.hubspot.resetStats();

    const error = await errorOf(viewed('deals', [filter], ['hs_object_id']));

    expect(error.code).toBe('filter.invalid');
    expect(fake.hubspot.stats().portals['4711001']?.byFamily['search']).toBeUndefined();
  });

  it('more conditions than HubSpot combines', async () => {
    const filters: Filter[] = Array.from({ length: 4 }, (_, index) => ({ column: 'dealname', operator: 'neq', value: `x${index}` }));

    expect((await errorOf(viewed('deals', filters, ['hs_object_id']))).code).toBe('filter.invalid');
  });
});
