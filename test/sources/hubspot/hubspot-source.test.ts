import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { SPECIAL } from '../../../sandbox/hubspot/index.ts';
import type { SourceQuery } from '../../../src/sources/define-source.ts';
import { errorOf } from '../../hubspot/test-gateway.ts';
import { startFakeHubSpot, type FakeHubSpot } from './fake-hubspot.ts';
import { query, readAll, testSource, type TestSource } from './test-source.ts';

vi.setConfig({ testTimeout: 90_000 });

const CONTACTS = 12_345;
let fake: FakeHubSpot;
let test: TestSource;
let truth: string[];

beforeAll(async () => {
  fake = await startFakeHubSpot({ contacts: CONTACTS, companies: 200, deals: 1_300 });
  fake.hubspot.settings.limits = false;
  test = testSource(fake.url, { token: fake.token });
  truth = await idsInStore('0-1');
}, 60_000);
afterEach(() => {
  fake.hubspot.settings.faults = [];
  fake.hubspot.settings.latencyMs = 0;
});
afterAll(() => fake.close());

async function idsInStore(type: string): Promise<string[]> {
  const { rows } = await fake.pool.query<{ id: string }>(`select id::text from hubspot.records where object_type = $1 and archived_at is null order by id`, [type]);
  return rows.map(({ id }) => id);
}
const company = { objectTypeId: '0-2', objectId: SPECIAL.companyId } as const;
const bigCompany = { objectTypeId: '0-2', objectId: SPECIAL.manyDealsCompanyId } as const;
const contact = { objectTypeId: '0-1', objectId: SPECIAL.contactId } as const;
const deal = { objectTypeId: '0-3', objectId: SPECIAL.manyLineItemsDealId } as const;

describe('S0.3 tables of a record', () => {
  it.each([
    [contact, ['deals', 'tickets', 'companies']],
    [company, ['contacts', 'deals', 'tickets']],
    [deal, ['line_items', 'contacts', 'companies']],
    [{ objectTypeId: '0-5', objectId: SPECIAL.ticketId } as const, ['contacts', 'companies']],
  ])('a record shows its related records, then the whole portal, then what can be joined to their rows', async (record, keys) => {
    const tables = await test.source.tables(test.context, record);

    expect(tables.map(({ key, scope }) => `${key}@${scope}`)).toEqual([...keys.map((key) => `${key}@record`), ...['contacts', 'companies', 'deals', 'tickets'].map((key) => `${key}@portal`), ...['contacts', 'companies', 'deals', 'tickets', 'line_items'].map((key) => `${key}@related`)]);
    for (const { columns, defaultColumns } of tables) {
      expect(columns[0]?.key).toBe('hs_object_id');
      expect(new Set(columns.map(({ key }) => key)).size).toBe(columns.length);
      expect(defaultColumns.every((key) => columns.some((column) => column.key === key))).toBe(true);
    }
  });

  it('columns have the portal\'s labels and the right types', async () => {
    const { table } = await query(test, 'deals');

    const types = Object.fromEntries(table.columns.map(({ key, type }) => [key, type]));
    expect(types).toMatchObject({ dealname: 'text', amount: 'money', closedate: 'datetime', createdate: 'datetime' });
  });

  it('F11 a type the portal gave no access to is left out and the others stay', async () => {
    fake.hubspot.settings.faults = [{ match: { path: '^/crm/properties/2026-09/0-5' }, then: { status: 403, body: { category: 'MISSING_SCOPES' } } }];
    const fresh = testSource(fake.url, { token: fake.token });

    const tables = await fresh.source.tables(fresh.context, null);

    expect(tables.filter(({ scope }) => scope === 'portal').map(({ key }) => key)).toEqual(['contacts', 'companies', 'deals']);
  });
});

describe('pages', () => {
  const walk = async (of: SourceQuery, size: number): Promise<string[]> => {
    const keys: string[] = [];
    for (let cursor: string | null = null; ; ) {
      const page: Awaited<ReturnType<typeof test.source.page>> = await test.source.page(test.context, of, { cursor, size });
      keys.push(...page.rows.map(({ key }) => key));
      cursor = page.next;
      if (cursor === null) return keys;
    }
  };

  it('S0.3 pitfall 11 paging through a record with more rows than one association page shows each row once', async () => {
    const of = await query(test, 'deals', { record: bigCompany, columns: ['hs_object_id'] });

    const keys = await walk(of, 99);

    expect(keys).toHaveLength(650);
    expect(new Set(keys).size).toBe(650);
    expect(await test.source.count(test.context, of)).toBe(650);
  });

  it('a filtered and sorted page comes from search, only with the record\'s own rows', async () => {
    const of = await query(test, 'deals', { record: company, sort: { column: 'amount', direction: 'descending' }, filters: [{ column: 'amount', operator: 'gt', value: '0' }], columns: ['hs_object_id', 'amount'] });

    const keys = await walk(of, 5);

    const own = await walk(await query(test, 'deals', { record: company }), 50);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.every((key) => own.includes(key))).toBe(true);
    const amounts = (await test.source.page(test.context, of, { cursor: null, size: 50 })).rows.map(({ cells }) => Number(cells[1]));
    expect(amounts).toEqual([...amounts].sort((a, b) => b - a));
    expect(await test.source.count(test.context, of)).toBe(keys.length);
  });

  it('the whole portal pages in order of record id', async () => {
    const keys = await walk(await query(test, 'companies'), 90);

    expect(keys).toEqual(await idsInStore('0-2'));
  });

  it('pitfall 4 behind the 10,000th sorted row there is a clear sentence, not a broken page', async () => {
    const of = await query(test, 'contacts', { sort: { column: 'email', direction: 'ascending' } });

    const last = await test.source.page(test.context, of, { cursor: 'search:9990', size: 25 });
    const error = await errorOf(test.source.page(test.context, of, { cursor: last.next, size: 25 }));

    expect(last.rows).toHaveLength(10);
    expect([error.code, error.userMessage]).toEqual(['page.invalid', 'HubSpot shows at most 10,000 sorted rows; narrow the filter or export.']);
  });

  it.each(['list:5', 'ids:0', 'search:x', 'x'])('a page cursor of another query (%s) is refused', async (cursor) => {
    const of = await query(test, 'deals', { record: company, sort: { column: 'amount', direction: 'ascending' } });

    expect((await errorOf(test.source.page(test.context, of, { cursor, size: 25 }))).code).toBe('page.invalid');
  });

  it('pitfall 15 a page with every column of the table is complete', async () => {
    const { table } = await query(test, 'contacts');
    const columns = table.columns.map(({ key }) => key);

    const plain = await test.source.page(test.context, await query(test, 'contacts', { columns }), { cursor: null, size: 10 });
    const sorted = await test.source.page(test.context, await query(test, 'contacts', { columns, sort: { column: 'hs_object_id', direction: 'ascending' } }), { cursor: null, size: 10 });

    expect(plain.rows).toEqual(sorted.rows);
    expect(plain.rows[0]?.cells).toHaveLength(columns.length);
  });

  it('rows of a record table are only the record\'s own, whatever key is asked for', async () => {
    const of = await query(test, 'deals', { record: company });
    const own = (await test.source.page(test.context, of, { cursor: null, size: 1 })).rows[0];
    const foreign = (await idsInStore('0-3')).at(-1) ?? '';

    const rows = await test.source.rows(test.context, of, [own?.key ?? '', foreign, 'no-id']);

    expect(rows).toEqual([own]);
  });

  it('totals of a record are exact; a whole portal has none', async () => {
    const columns = ['hs_object_id', 'amount'];
    const of = await query(test, 'line_items', { record: deal, columns: [...columns, 'quantity'] });

    const totals = await test.source.totals(test.context, of);

    const { rows } = await fake.pool.query<{ amount: string; quantity: string }>(
      `select sum((r.properties->>'amount')::numeric)::text amount, sum((r.properties->>'quantity')::numeric)::text quantity from hubspot.records r
       join hubspot.associations a on a.to_id = r.id and a.to_type = '0-8' where a.from_type = '0-3' and a.from_id = $1 and r.object_type = '0-8'`, [deal.objectId]);
    expect(totals?.['amount']).toBe(rows[0]?.amount);
    expect(totals?.['quantity']).toBe(rows[0]?.quantity);
    expect(await test.source.totals(test.context, await query(test, 'deals', { columns }))).toBeNull();
  });
});

describe('exports of the whole portal', () => {
  it('I1 I2 every record is in it once, in order of id, with few calls', async () => {
    const read = await readAll(test, await query(test, 'contacts'));

    expect(read.strategy).toBe('list by id ranges');
    expect(read.parts).toHaveLength(6);
    expect(read.ids).toEqual(truth);
    expect(read.upstream).toBe(CONTACTS);
    expect(read.calls).toBeLessThan(Math.ceil(CONTACTS / 100) + read.parts.length * 1.2);
  });

  it('I1 I2 I3 a read that stops anywhere and goes on from its cursor gives the same rows', async () => {
    const of = await query(test, 'contacts', { columns: ['hs_object_id', 'email'] });
    const plan = await test.source.plan(test.context, of);
    const whole = await readAll(test, of, plan);

    const rows: unknown[] = [];
    for (const part of plan.parts) {
      for (let cursor: string | null = null; ; ) {
        let got = 0;
        for await (const batch of test.source.read(test.context, of, part, cursor)) {
          rows.push(...batch.rows);
          cursor = batch.cursor;
          got += 1;
          break;
        }
        if (got === 0) break;
      }
    }

    expect(rows).toEqual(whole.rows);
  });

  it('F10 records made during the read may be in it, and those that existed all are', async () => {
    const of = await query(test, 'contacts', { columns: ['hs_object_id'] });
    const plan = await test.source.plan(test.context, of);
    await fake.pool.query(`insert into hubspot.records select (jsonb_populate_record(r, jsonb_build_object('id', 99000000000, 'properties', r.properties - 'email'))).* from hubspot.records r where object_type = '0-1' limit 1`);

    const read = await readAll(test, of, plan);
    await fake.pool.query(`delete from hubspot.records where id = 99000000000 and object_type = '0-1'`);

    expect(read.ids).toEqual([...truth, '99000000000']);
  });

  it('F7 half a page, cut connections and HTML errors lose no row and double none', async () => {
    const path = '^/crm/objects/2026-09/0-1\\?';
    fake.hubspot.settings.faults = (['truncate', 'reset-mid-body', 'html-502', 'reset'] as const).map((then) => ({ match: { path }, rate: 0.1, times: 1, then }));

    const read = await readAll(test, await query(test, 'contacts', { columns: ['hs_object_id', 'email'] }));

    expect(read.ids).toEqual(truth);
  });

  it('F11 losing access in the middle stops the read with the reason', async () => {
    const of = await query(test, 'contacts');
    const plan = await test.source.plan(test.context, of);
    fake.hubspot.settings.faults = [{ match: { path: '^/crm/objects/2026-09/0-1\\?' }, then: { status: 403, body: { category: 'MISSING_SCOPES' } } }];

    expect((await errorOf(readAll(test, of, plan))).code).toBe('hubspot.missing_scope');
  });

  it('a filter is applied to each record as it is read, and nothing is lost in counting', async () => {
    const filters = [{ column: 'lifecyclestage', operator: 'eq' as const, value: 'customer' }];
    const of = await query(test, 'contacts', { filters, columns: ['hs_object_id', 'email'] });

    const read = await readAll(test, of);

    const { rows } = await fake.pool.query<{ id: string }>(`select id::text from hubspot.records where object_type = '0-1' and properties->>'lifecyclestage' = 'customer' order by id`);
    expect(read.ids).toEqual(rows.map(({ id }) => id));
    expect(read.ids.length).toBeGreaterThan(0);
    expect(read.upstream).toBe(CONTACTS);
    expect(read.why).toContain('filter is applied');
  });

  it('pitfall 15 a file with every column holds what HubSpot holds', async () => {
    const { table } = await query(test, 'companies');
    const columns = table.columns.map(({ key }) => key);

    const read = await readAll(test, await query(test, 'companies', { columns }));

    expect(read.ids).toEqual(await idsInStore('0-2'));
    expect(read.rows.every((row) => row.length === columns.length)).toBe(true);
  });
});

describe('exports of a record', () => {
  it('pitfall 11 I1 more rows than one association page are all in it, in a stable order', async () => {
    const read = await readAll(test, await query(test, 'deals', { record: bigCompany }));

    expect(read.ids).toHaveLength(650);
    expect(read.ids).toEqual([...new Set(read.ids)].sort((a, b) => Number(a) - Number(b)));
    expect(read.upstream).toBe(650);
  });

  it('F10 pitfall 33 a record deleted during the read is listed as skipped with the reason', async () => {
    const of = await query(test, 'deals', { record: company });
    const plan = await test.source.plan(test.context, of);
    const { ids } = await readAll(test, of, plan);
    await fake.pool.query(`update hubspot.records set archived_at = updated_at where id = $1 and object_type = '0-3'`, [ids[0]]);

    const read = await readAll(test, of, plan);
    await fake.pool.query(`update hubspot.records set archived_at = null where id = $1 and object_type = '0-3'`, [ids[0]]);

    expect(read.skipped).toEqual([{ key: ids[0], reason: 'archived, deleted or merged into another during the read' }]);
    expect(read.rows.length + read.skipped.length).toBe(read.upstream);
  });

  it('an estimate says what the allowance allows', async () => {
    const of = await query(test, 'contacts');

    const small = test.source.estimate(test.context, of, 15_000);
    const large = test.source.estimate(test.context, of, 250_000);

    expect([small.apiCalls, small.seconds]).toEqual([159, 13]);
    // Through both allowances: 250,000 / (1,087 + 900) rows per second.
    expect(large.apiCalls).toBeLessThan(2_000);
    expect(large.seconds).toBeGreaterThan(127);
    expect(large.seconds).toBeLessThan(137);
  });

  it('an estimate of a filtered table knows that all records may have to be read, and when search will name the rows', async () => {
    const fresh = testSource(fake.url, { token: fake.token, rules: { settleMs: 2_000 } });
    const of = await query(fresh, 'contacts', { filters: [{ column: 'lifecyclestage', operator: 'eq', value: 'customer' }] });

    const uncounted = fresh.source.estimate(fresh.context, of, 500).seconds;
    const kept = (await fresh.source.count(fresh.context, of)) ?? 0;
    const few = fresh.source.estimate(fresh.context, of, 500).seconds;
    const many = fresh.source.estimate(fresh.context, of, kept * 8).seconds;

    // Five pages; then the wait, the naming and the reading; then all 12,345 records by the list.
    expect(uncounted).toBeLessThan(3);
    expect(few).toBeGreaterThan(3);
    expect(few).toBeLessThan(5);
    expect(many).toBeGreaterThan(10);
  });
});
