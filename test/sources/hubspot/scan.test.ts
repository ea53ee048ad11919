import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SourceQuery } from '../../../src/sources/define-source.ts';
import { errorOf } from '../../hubspot/test-gateway.ts';
import { readAll, testSource } from './test-source.ts';

const API = 'http://hubspot.test';
const LIST = `${API}/crm/objects/2026-09/0-1`;
const server = setupServer();
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const test = testSource(API, { token: 't' });
const contacts: SourceQuery = {
  table: {
    key: 'contacts', title: 'All contacts', scope: 'portal', defaultColumns: ['hs_object_id'],
    columns: [{ key: 'hs_object_id', title: 'Record ID', type: 'text', sortable: true, operators: [] }],
    capabilities: { count: true, sort: true, filter: true, totals: false, export: true },
  },
  record: null, columns: ['hs_object_id'], filters: [], sort: null,
};

type ListPage = { ids: readonly bigint[]; after?: string };
type Store = { ids: readonly bigint[]; list: (after: string | null, limit: number) => ListPage };

const object = (id: bigint) => ({ id: String(id), properties: { hs_object_id: String(id) } });

/** HubSpot with these ids, whose list may behave in any way. Search counts and sorts honestly. */
function serve({ ids, list }: Store): { searches: number; lists: string[] } {
  const seen = { searches: 0, lists: [] as string[] };
  server.use(
    http.get(LIST, ({ request }) => {
      const params = new URL(request.url).searchParams;
      seen.lists.push(params.get('after') ?? '');
      const page = list(params.get('after'), Number(params.get('limit')));
      return HttpResponse.json({ results: page.ids.map(object), ...(page.after === undefined ? {} : { paging: { next: { after: page.after } } }) });
    }),
    http.post(`${LIST}/search`, async ({ request }) => {
      seen.searches += 1;
      const body = (await request.json()) as { filterGroups: { filters: { operator: string; value: string }[] }[]; sorts: { direction: string }[] };
      const value = (operator: string): bigint | null => {
        const found = body.filterGroups[0]?.filters.find((filter) => filter.operator === operator);
        return found === undefined ? null : BigInt(found.value);
      };
      const [from, to] = [value('GTE'), value('LT')];
      const hits = ids.filter((id) => (from === null || id >= from) && (to === null || id < to));
      const one = body.sorts[0]?.direction === 'DESCENDING' ? hits.at(-1) : hits[0];
      return HttpResponse.json({ total: hits.length, results: one === undefined ? [] : [object(one)] });
    }),
  );
  return seen;
}

/** The list as HubSpot documents it: by ascending id, `after` is the lowest id wanted. */
const byId = (ids: readonly bigint[]): Store['list'] => (after, limit) => {
  const rest = ids.filter((id) => id >= BigInt(after ?? '0'));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return rest.length > limit && last !== undefined ? { ids: page, after: String(last + 1n) } : { ids: page };
};
const range = (count: number, first: bigint, step: bigint): bigint[] => Array.from({ length: count }, (_, index) => first + BigInt(index) * step);
const texts = (ids: readonly bigint[]): string[] => ids.map(String);

describe('the self-check decides whether the list may be read in ranges', () => {
  const ids = range(4_000, 1_000n, 7n);

  it('a list that is ordered by id is read in ranges', async () => {
    serve({ ids, list: byId(ids) });

    const read = await readAll(test, contacts);

    expect(read.parts).toHaveLength(4);
    expect(read.ids).toEqual(texts(ids));
  });

  it('a cursor that means "behind this id" loses no record at a boundary', async () => {
    // Without gaps, so that every boundary is a record.
    const ids = range(4_000, 1_000n, 1n);
    serve({ ids, list: (after, limit) => {
      const rest = ids.filter((id) => after === null || id > BigInt(after));
      const page = rest.slice(0, limit);
      return rest.length > limit ? { ids: page, after: String(page.at(-1)) } : { ids: page };
    } });

    const read = await readAll(test, contacts);

    expect(read.parts).toHaveLength(4);
    expect(read.ids).toEqual(texts(ids));
  });

  it.each<[string, Store['list']]>([
    ['is an opaque offset', (after, limit) => {
      const start = Number(after ?? 0);
      return start + limit < ids.length ? { ids: ids.slice(start, start + limit), after: String(start + limit) } : { ids: ids.slice(start, start + limit) };
    }],
    ['is ignored when it is not known', (after, limit) => {
      const start = after?.startsWith('p') ? Number(after.slice(1)) : 0;
      return start + limit < ids.length ? { ids: ids.slice(start, start + limit), after: `p${start + limit}` } : { ids: ids.slice(start, start + limit) };
    }],
  ])('a cursor that %s is read in one go, and still completely', async (_name, list) => {
    serve({ ids, list });

    const read = await readAll(test, contacts);

    expect(read.parts).toHaveLength(1);
    expect(read.why).toContain('did not pass the self-check');
    expect(read.ids).toEqual(texts(ids));
  });

  it('F10 search that is behind (no total, an old newest record) makes parts uneven, never incomplete', async () => {
    const late = ids.slice(0, 2_500);
    serve({ ids: late, list: byId(ids) });

    expect((await readAll(test, contacts)).ids).toEqual(texts(ids));
  });

  it('an empty portal gives an empty file', async () => {
    serve({ ids: [], list: byId([]) });

    const read = await readAll(test, contacts);

    expect([read.ids, read.upstream]).toEqual([[], 0]);
  });
});

it('old short ids and new long ones are still cut into parts of similar size', async () => {
  const ids = [...range(20_000, 1n, 50n), ...range(20_000, 90_000_000_000n, 3n)];
  const seen = serve({ ids, list: byId(ids) });

  const plan = await test.source.plan(test.context, contacts);

  const parts = plan.parts.map((text) => JSON.parse(text) as { from: string | null; to: string | null });
  const sizes = parts.map(({ from, to }) => ids.filter((id) => (from === null || id >= BigInt(from)) && (to === null || id < BigInt(to))).length);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(40_000);
  expect(Math.max(...sizes)).toBeLessThan(8_000);
  expect(seen.searches).toBeLessThanOrEqual(41);
});

describe('F7 a list that never ends is named, not followed for ever', () => {
  const ids = range(3_000, 1_000n, 7n);

  it('the same cursor again', async () => {
    serve({ ids: ids.slice(0, 50), list: () => ({ ids: ids.slice(0, 10), after: 'again' }) });

    const error = await errorOf(readAll(test, contacts));

    expect([error.code, error.message]).toEqual(['internal', expect.stringContaining('circle')]);
  });

  it('new cursors with the same records', async () => {
    let page = 0;
    serve({ ids: ids.slice(0, 50), list: () => ({ ids: ids.slice(0, 10), after: `c${(page += 1)}` }) });

    expect((await errorOf(readAll(test, contacts))).message).toContain('circle');
  });

  it('new cursors without any records', async () => {
    let page = 0;
    const seen = serve({ ids: ids.slice(0, 50), list: () => ({ ids: page === 0 ? ids.slice(0, 1) : [], after: `c${(page += 1)}` }) });

    expect((await errorOf(readAll(test, contacts))).message).toContain('circle');
    expect(seen.lists.length).toBeLessThan(60);
  });

  it('an empty page with more behind it is no end', async () => {
    serve({ ids: ids.slice(0, 50), list: (after) => (after === null ? { ids: [], after: 'x' } : after === 'x' ? { ids: ids.slice(0, 50) } : { ids: [] }) });

    expect((await readAll(test, contacts)).ids).toHaveLength(50);
  });

  it('an empty page with more behind it does not end the second pass of changed records either (F10)', async () => {
    serve({ ids, list: (after) => (after === null ? { ids: [], after: 'x' } : after === 'x' ? { ids: ids.slice(0, 50) } : { ids: [] }) });
    server.use(http.post(`${LIST}/batch/read`, async ({ request }) => {
      const { inputs } = (await request.json()) as { inputs: { id: string }[] };
      return HttpResponse.json({ status: 'COMPLETE', results: inputs.map(({ id }) => object(BigInt(id))) });
    }));
    const of = JSON.stringify({ to: String(ids[50]), since: 0 });

    const keys: string[] = [];
    for await (const { rows } of test.source.recheck!(test.context, contacts, of, JSON.stringify({ behind: '0', by: 'list' }))) keys.push(...rows.map(({ key }) => key));

    expect(keys).toEqual(texts(ids.slice(0, 50)));
  });

  it('a range whose ids go back stops instead of writing rows twice', async () => {
    let planned = false;
    let back = 300;
    const honest = byId(ids);
    serve({ ids, list: (after, limit) => (planned && limit === 100 ? { ids: ids.slice((back -= 10), back + 100), after: String(Number(after ?? 0) + 1) } : honest(after, limit)) });
    const plan = await test.source.plan(test.context, contacts);
    planned = true;

    const error = await errorOf(readAll(test, contacts, plan));

    expect([error.code, error.message]).toEqual(['source.changed', expect.stringContaining('circle')]);
  });
});
