import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { query, testSource } from './test-source.ts';

const API = 'http://hubspot.test';
const server = setupServer();
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

/** Companies with `each` contacts of their own. */
function serve(each: number): void {
  const definition = { name: 'email', label: 'Email', type: 'string', fieldType: 'text', hidden: false, calculated: false, readOnly: false, hubspotDefined: true, options: [] };
  server.use(
    http.get(`${API}/crm/properties/2026-09/:type`, () => HttpResponse.json({ results: [definition] })),
    http.post(`${API}/crm/associations/2026-09/0-2/0-1/batch/read`, async ({ request }) => {
      const { inputs } = (await request.json()) as { inputs: { id: string }[] };
      return HttpResponse.json({ results: inputs.map(({ id }) => ({ from: { id }, to: Array.from({ length: each }, (_, at) => ({ toObjectId: Number(id) * 10_000 + at, associationTypes: [] })) })) });
    }),
    http.post(`${API}/crm/objects/2026-09/0-1/batch/read`, async ({ request }) => {
      const { inputs } = (await request.json()) as { inputs: { id: string }[] };
      return HttpResponse.json({ results: inputs.map(({ id }) => ({ id, properties: { email: `${id}@x.example` } })) });
    }),
  );
}

it('gives contacts of 40 companies with 700 each in answers of a bounded size, none missing and none twice (G16, D5)', async () => {
  serve(700);
  const test = testSource(API, { token: 't' });
  const parent = (await query(test, 'companies')).table;
  const table = (await test.source.tables(test.context, null)).find(({ key, scope }) => key === 'contacts' && scope === 'related')!;
  const of = { table, record: null, columns: ['hs_object_id'], filters: [], sort: null };
  const rows: string[] = [];
  const sizes: number[] = [];
  for (let left = Array.from({ length: 40 }, (_, at) => ({ key: String(at + 1), cell: () => null })); left.length > 0;) {
    const answer = await test.source.relatedRows!(test.context, of, { table: parent, objectTypeId: '0-2' }, left);
    rows.push(...answer.rows.map(({ parentKey, cells }) => `${parentKey} ${cells[0]}`));
    sizes.push(answer.rows.length);
    left = left.slice(answer.done ?? left.length);
  }

  expect(rows).toEqual(Array.from({ length: 40 * 700 }, (_, at) => `${Math.floor(at / 700) + 1} ${(Math.floor(at / 700) + 1) * 10_000 + (at % 700)}`));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(10_000);
});
