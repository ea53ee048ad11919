import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLink } from '../../src/links/index.ts';
import { MATCH_PORTAL, ORDERS, startMatchWorld } from '../support/match-world.ts';
import type { MatchRecord, MatchWorld } from '../support/match-world.ts';
import { downloadText, jobIn } from '../support/numbers-app.ts';
import type { TestApp } from '../support/start-test-app.ts';

let world: MatchWorld;
let test: TestApp;
beforeAll(async () => {
  world = await startMatchWorld();
  ({ test } = world);
});
afterAll(() => world?.close());

describe('a record whose rows somebody uses by the rule', () => {
  const exportOf = async (record: MatchRecord): Promise<number> => {
    const { job } = await test.ask('start-export', { requestId: randomUUID(), format: 'csv', query: { record, tableId: ORDERS, columns: ['id'], filters: [] } });
    return (await jobIn(test, job.id, 'ready')).rows;
  };

  it('keeps the customer by its id from the first export on: a changed domain leads nowhere else, and nobody has to link it (S1.5, S4.15, S4.16, M12)', async () => {
    const record = await world.companyNo(70);
    expect(await exportOf(record)).toBe(await world.ordersOf('71'));
    await world.setProperty(record, 'domain', 'company-71.example');

    const view = await test.ask('view-table', { query: { record, tableId: ORDERS, columns: ['id'], filters: [] } });
    expect(view).toMatchObject({ totalRows: await world.ordersOf('71'), foundBy: 'link' });
    expect(await exportOf(record)).toBe(await world.ordersOf('71'));
    expect((await world.show(record)).link).toMatchObject({ key: '71', byRule: true });
    const [entry] = (await test.ask('list-audit', { action: 'record.linked' })).entries.filter(({ subject }) => subject === record.objectId);
    expect(entry?.details).toMatchObject({ key: '71', why: 'rule' });
  });

  it('keeps it from the first action in HubSpot on, too', async () => {
    const record = await world.companyNo(72);
    const { rows } = await test.ask('view-table', { query: { record, tableId: ORDERS, columns: ['id', 'number'], filters: [] } });
    await test.ask('run-action', { requestId: randomUUID(), name: 'note-row', record, query: { record, tableId: ORDERS, columns: ['id', 'number'], filters: [] }, rowKey: rows[0]!.key });

    expect((await world.show(record)).link).toMatchObject({ key: '73', byRule: true });
  });

  it('keeps nothing by being looked at, and nothing where the rule leads to nobody or to somebody who is not the same', async () => {
    const [seen, refused] = [await world.companyNo(74), await world.companyNo(75)];
    expect(await world.rowsOf(seen)).toBe(await world.ordersOf('75'));
    await world.decide(refused, { decision: 'refuse', key: '76' });
    expect(await exportOf(refused)).toBe(0);

    expect([(await world.show(seen)).link, (await world.show(refused)).link]).toEqual([null, null]);
  });

  it('lets it go when a person links another record to it, or unlinks it with a reason', async () => {
    const [used, linked] = [await world.companyNo(76), await world.companyNo(77)];
    await exportOf(used);
    expect((await world.decide(linked, { decision: 'link', key: '77' })).reply).toMatchObject({ ok: true, data: { key: '77' } });
    expect((await world.show(used)).link).toBeNull();
    // What a person linked is not taken by a rule.
    await exportOf(used);
    expect([(await world.show(used)).link, (await world.show(linked)).link]).toMatchObject([null, { key: '77', byRule: false }]);

    await exportOf(await world.companyNo(78));
    expect((await world.decide(await world.companyNo(78), { decision: 'unlink', key: '79', reason: 'Another firm' })).reply).toMatchObject({ ok: true, data: { key: null } });
    expect(await world.rowsOf(await world.companyNo(78))).toBe(0);
  });

  it('does not stop an export that is under way: what is kept is what it reads anyway', async () => {
    const record = await world.companyNo(79);
    const { job } = await test.ask('start-export', { requestId: randomUUID(), format: 'csv', query: { record: await world.companyNo(80), tableId: ORDERS, columns: ['id'], filters: [] } });
    await jobIn(test, job.id, 'ready');
    await exportOf(record);

    expect(await readLink(test.app.context, MATCH_PORTAL, { record, connection: 'erp', partner: 'erp.customers.id' }, job.id)).toEqual({ key: '80', refused: [] });
  });

  it('is listed with the same rows beside other records (S4.15, D5)', async () => {
    const record = await world.companyNo(81);
    await world.decide(record, { decision: 'link', key: '83' });
    const { job } = await test.ask('start-export', {
      requestId: randomUUID(), format: 'csv', query: { record, tableId: 'hubspot:companies@portal', columns: ['hs_object_id'], filters: [{ column: 'domain', operator: 'eq', value: 'company-81.example' }] },
      joined: { layout: 'flat', tables: [{ tableId: 'erp:orders@related', columns: ['id', 'customer_id'] }] },
    });
    await jobIn(test, job.id, 'ready');
    const text = await downloadText(test, (await test.ask('create-link', { jobId: job.id })).url);
    const customers = text.trim().split('\r\n').slice(1).map((line) => line.split(',').at(-1));

    expect(customers).toHaveLength(await world.ordersOf('83'));
    expect(new Set(customers)).toEqual(new Set(['83']));
  });

  it('lets go of it when an admin changes the column that is compared, and keeps what a person linked (S1.5, C3)', async () => {
    const [used, linked] = [await world.companyNo(84), await world.companyNo(85)];
    await exportOf(used);
    await world.decide(linked, { decision: 'link', key: '87' });
    expect([(await world.show(used)).link, (await world.show(linked)).link]).toMatchObject([{ key: '85', byRule: true }, { key: '87', byRule: false }]);
    const { version, tables } = await test.ask('get-connection-tables', { key: 'erp' });
    expect(tables.find(({ key }) => key === 'orders')!.uses.links).toBeGreaterThan(0);
    const edited = tables.map(({ problem: _problem, uses: _uses, ...table }) => (table.key !== 'orders' ? table : { ...table, links: table.links.map((link) => ({ ...link, through: { ...link.through!, match: 'name' } })) }));

    await test.ask('save-connection-tables', { key: 'erp', version, tables: edited });

    expect([(await world.show(used)).link, (await world.show(linked)).link]).toMatchObject([null, { key: '87', byRule: false }]);
    expect(await world.rowsOf(used)).toBe(0);
    expect(await world.rowsOf(linked)).toBe(await world.ordersOf('87'));
  });
});
