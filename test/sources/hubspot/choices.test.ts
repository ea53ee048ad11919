import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownerLabels } from '../../../src/sources/hubspot/owner-labels.ts';
import { stageLabels } from '../../../src/sources/hubspot/stage-labels.ts';
import { startFakeHubSpot, type FakeHubSpot } from './fake-hubspot.ts';
import { query, readAll, testSource, type TestSource } from './test-source.ts';

let fake: FakeHubSpot;
let sut: TestSource;
beforeAll(async () => {
  fake = await startFakeHubSpot({ contacts: 300, companies: 20, deals: 60 });
  // What is asked for is counted here, not how fast.
  fake.hubspot.settings.limits = false;
  sut = testSource(fake.url, { token: fake.token });
  await fake.pool.query(`update hubspot.records set properties = properties || '{"interests": "software;services"}' where object_type = '0-1' and id in (select id from hubspot.records where object_type = '0-1' order by id limit 5)`);
  await fake.pool.query(`update hubspot.records set properties = properties || '{"dealstage": "stage_of_old"}' where object_type = '0-3' and id in (select max(id) from hubspot.records where object_type = '0-3')`);
});
afterAll(() => fake.close());

async function stored(type: string, property: string): Promise<string[][]> {
  const { rows } = await fake.pool.query<{ row: string[] }>(`select array[id::text, coalesce(properties->>'${property}', '')] as row from hubspot.records where object_type = '${type}' and archived_at is null order by id`);
  return rows.map(({ row }) => row);
}

describe('choices', () => {
  it('deal stages are exported by the labels of their pipeline, their internal values on request; a stage nobody knows stays (S0.1, S0.10)', async () => {
    const { rows } = await readAll(sut, await query(sut, 'deals', { columns: ['hs_object_id', 'dealstage', 'dealstage.value', 'pipeline', 'pipeline.value'] }));

    expect(rows.map(([id, , value]) => [id, value ?? ''])).toEqual(await stored('0-3', 'dealstage'));
    expect(rows.find((row) => row[2] === 'closedwon')).toEqual([expect.any(String), 'Closed won', 'closedwon', 'Sales pipeline', 'default']);
    expect(rows.filter((row) => row[1] === row[2])).toEqual([[expect.any(String), 'stage_of_old', 'stage_of_old', 'Sales pipeline', 'default']]);
  });

  it('owners are exported by name, and who left is still named (S0.1)', async () => {
    const owners = await fake.pool.query<{ id: string; name: string }>(`select id::text, first_name || ' ' || last_name || case when archived then ' (deactivated)' else '' end as name from hubspot.owners where portal_id = 4711001`);
    const names = new Map(owners.rows.map(({ id, name }) => [id, name]));
    const { rows } = await readAll(sut, await query(sut, 'contacts', { columns: ['hs_object_id', 'hubspot_owner_id', 'hubspot_owner_id.value'] }));

    expect(rows.some((row) => row[2] !== null)).toBe(true);
    for (const [, label, id] of rows) expect(label).toBe(id == null ? null : names.get(id));
  });

  it('several choices in one cell each get their label, parted as HubSpot’s import takes them', async () => {
    const { rows } = await readAll(sut, await query(sut, 'contacts', { columns: ['hs_object_id', 'interests', 'interests.value'] }));

    expect(rows[0]).toEqual([expect.any(String), 'Software;Services', 'software;services']);
  });

  it('a page, rows by key and an export of the same records say the same', async () => {
    const of = await query(sut, 'deals', { columns: ['dealstage', 'hubspot_owner_id'] });
    const page = await sut.source.page(sut.context, of, { cursor: null, size: 60 });
    const byKey = await sut.source.rows(sut.context, of, page.rows.map(({ key }) => key));
    const { rows } = await readAll(sut, of);

    expect(page.rows.map(({ cells }) => cells)).toEqual(rows);
    expect(new Map(byKey.map(({ key, cells }) => [key, cells]))).toEqual(new Map(page.rows.map(({ key, cells }) => [key, cells])));
  });

  it('a filter takes the internal value or the label of a stage or an owner, and lists both to choose from (S0.20)', async () => {
    const of = await query(sut, 'deals', {});
    const stages = await sut.source.choices!(sut.context, of.table, 'dealstage');
    const owners = await sut.source.choices!(sut.context, of.table, 'hubspot_owner_id');
    const ids = async (column: string, value: string): Promise<string[]> => (await readAll(sut, await query(sut, 'deals', { columns: ['hs_object_id'], filters: [{ column, operator: 'eq', value }] }))).ids;

    expect(stages).toContainEqual({ value: 'closedwon', label: 'Closed won' });
    expect(await ids('dealstage', 'closed won')).toEqual(await ids('dealstage', 'closedwon'));
    expect((await ids('dealstage', 'Closed won')).length).toBeGreaterThan(0);
    const some = owners[0]!;
    expect(await ids('hubspot_owner_id', some.label)).toEqual(await ids('hubspot_owner_id', some.value));
  });

  it('owners and pipelines are asked for once, not per page (S2.15)', async () => {
    const fresh = testSource(fake.url, { token: fake.token });
    const of = await query(fresh, 'deals', { columns: ['dealstage', 'pipeline', 'hubspot_owner_id'] });
    const { rows } = await readAll(fresh, of);
    fake.hubspot.settings.faults = [{ match: { path: '/crm/(owners|pipelines)/' }, then: { status: 400, body: {} } }];
    try {
      expect((await readAll(fresh, { ...of })).rows).toEqual(rows);
      await expect(readAll(testSource(fake.url, { token: fake.token }), { ...of })).rejects.toThrow();
    } finally {
      fake.hubspot.settings.faults = [];
    }
  });

  it('a portal that gave no access to owners still gets its rows, with the ids', async () => {
    const closed = await startFakeHubSpot({ contacts: 20, companies: 2, deals: 5 }, ['crm.objects.owners.read']);
    try {
      const without = testSource(closed.url, { token: closed.token });
      const { rows } = await readAll(without, await query(without, 'contacts', { columns: ['hubspot_owner_id', 'hubspot_owner_id.value'] }));

      expect(rows).toHaveLength(20);
      for (const [label, id] of rows) expect(label).toBe(id);
    } finally {
      await closed.close();
    }
  });
});

describe('what is remembered of columns, owners and pipelines for five minutes', () => {
  it('is asked for anew when somebody wants it as it is now (S2.16)', async () => {
    const { source, context } = testSource(fake.url, { token: fake.token, lane: 'person' });
    const columnsNow = async (anew: boolean): Promise<readonly string[]> => {
      const tables = await source.tables({ ...context, ...(anew ? { anew: true as const } : {}) }, null);
      return tables.find(({ key, scope }) => key === 'deals' && scope === 'portal')!.columns.map(({ key }) => key);
    };
    const ownersNow = async (): Promise<readonly string[]> => {
      const [table] = (await source.tables(context, null)).filter(({ key, scope }) => key === 'deals' && scope === 'portal');
      return (await source.choices!(context, table!, 'hubspot_owner_id')).map(({ label }) => label);
    };
    const before = await ownersNow();
    expect((await columnsNow(false)).includes('shoe_size')).toBe(false);

    await fake.pool.query(`insert into hubspot.properties (portal_id, object_type, name, definition) select portal_id, object_type, 'shoe_size', definition || '{"name": "shoe_size"}' from hubspot.properties where object_type = '0-3' and name = 'dealname'`);
    fake.hubspot.forgetProperties();
    await fake.pool.query(`update hubspot.owners set first_name = 'Renamed' where portal_id = 4711001 and not archived`);

    expect([(await columnsNow(false)).includes('shoe_size'), await ownersNow()]).toEqual([false, before]);
    expect((await columnsNow(true)).includes('shoe_size')).toBe(true);
    expect((await columnsNow(false)).includes('shoe_size')).toBe(true);
    expect((await ownersNow()).some((label) => label.startsWith('Renamed '))).toBe(true);
  });
});

describe('labels that are not unique', () => {
  it('stages carry their pipeline as soon as there are two', () => {
    const sales = { id: 'a', label: 'Sales', stages: [{ id: '1', label: 'Won' }] };
    const renewals = { id: 'b', label: 'Renewals', stages: [{ id: '2', label: 'Won' }] };

    expect([...stageLabels([sales])]).toEqual([['1', 'Won']]);
    expect([...stageLabels([sales, renewals])]).toEqual([['1', 'Won (Sales)'], ['2', 'Won (Renewals)']]);
  });

  it('owners of one name carry their address, and those who left are marked', () => {
    const owner = (id: string, name: string, active = true): Parameters<typeof ownerLabels>[0][number] => ({ id, name, email: `${id}@acme.example`, active });

    expect([...ownerLabels([owner('3', 'Kim Lee', false), owner('1', 'Kim Lee'), owner('2', 'Kim Lee'), owner('4', 'Ann Doe')])]).toEqual([
      ['4', 'Ann Doe'], ['1', 'Kim Lee (1@acme.example)'], ['2', 'Kim Lee (2@acme.example)'], ['3', 'Kim Lee (deactivated)'],
    ]);
  });
});
