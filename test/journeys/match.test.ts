import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DecideMatchRequest, Policy } from '#contract';
import type { Tx } from '../../src/core/db/index.ts';
import { eraseContact, sweepPortals } from '../../src/privacy/index.ts';
import { eventually } from '../support/eventually.ts';
import { MATCH_PORTAL, ORDERS, startMatchWorld } from '../support/match-world.ts';
import type { MatchRecord, MatchWorld } from '../support/match-world.ts';
import { jobIn } from '../support/numbers-app.ts';
import { sendWebhooks, wireEvent } from '../support/send-webhooks.ts';
import { SAM } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';
import { tellOfCompanies } from '../support/tell-of-companies.ts';

/** Northwind Traders in the business database, and two that nearly have its name. */
const NORTHWIND = '2';
const TRADING = '3';

let matches: MatchWorld;
let world: TestHubSpot;
let test: TestApp;
let northwind: MatchRecord;

beforeAll(async () => {
  matches = await startMatchWorld();
  ({ world, test } = matches);
  northwind = await matches.company('Northwind Traders');
});
afterAll(async () => matches?.close());

const inOurs = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => test.app.context.database.inPortal(MATCH_PORTAL, work);

describe('a record that no rule leads to the other system (C3)', () => {
  it('is offered the customers it may be, the likeliest first, each with the reasons', async () => {
    const view = await test.ask('view-table', { query: { record: northwind, tableId: ORDERS, columns: ['id'], filters: [] } });

    const match = await matches.show(northwind);

    expect({ rows: view.totalRows, foundBy: view.foundBy }).toEqual({ rows: 0, foundBy: 'rule' });
    expect(match).toMatchObject({ partner: 'Customers', sourceTitle: 'Business database', link: null, looked: 150, complete: true, refused: 0 });
    expect(match.candidates.map(({ key, name, likelihood, why }) => ({ key, name, likelihood, why }))).toEqual([
      { key: NORTHWIND, name: 'Northwind Traders', likelihood: 'very_likely', why: ['external_id_part', 'name'] },
      { key: '4', name: 'Northwind Logistics GmbH', likelihood: 'possible', why: ['name_part'] },
      { key: TRADING, name: 'Northwind Trading Ltd.', likelihood: 'possible', why: ['name_part'] },
    ]);
  });

  it('shows, adds up and exports the rows of what a person linked it to, by both ids (S4.15)', async () => {
    expect((await matches.decide(northwind, { decision: 'link', key: NORTHWIND })).reply).toMatchObject({ ok: true, data: { key: NORTHWIND } });

    const view = await test.ask('view-table', { query: { record: northwind, tableId: ORDERS, columns: ['id', 'gross'], filters: [] } });
    const [sum] = await matches.truth<{ n: number; gross: string }>(`select count(*)::int as n, sum(gross)::text as gross from erp.orders where customer_id = ${NORTHWIND} and currency = (select min(currency) from erp.orders where customer_id = ${NORTHWIND})`);
    expect(view).toMatchObject({ totalRows: await matches.ordersOf(NORTHWIND), foundBy: 'link' });
    if (sum!.n === view.totalRows) expect(view.totals).toEqual({ gross: sum!.gross });
    expect((await matches.show(northwind)).link).toMatchObject({ key: NORTHWIND, name: 'Northwind Traders', externalId: 'C-000002', gone: false });
    const { job } = await test.ask('start-export', { requestId: randomUUID(), format: 'csv', query: { record: northwind, tableId: ORDERS, columns: ['id'], filters: [] } });
    expect((await jobIn(test, job.id, 'ready')).rows).toBe(view.totalRows);
  });

  it('keeps the link when its domain or number leads elsewhere later (S4.16, M12)', async () => {
    await matches.setProperty(northwind, 'domain', 'company-20.example');
    expect(await matches.rowsOf(northwind)).toBe(await matches.ordersOf(NORTHWIND));
    await matches.setProperty(northwind, 'domain', 'company-1.example');
  });

  it('loses it by unlinking with a reason, and is not offered that one again until somebody asks', async () => {
    expect((await matches.decide(northwind, { decision: 'unlink', key: NORTHWIND, reason: 'They are two companies' })).reply).toMatchObject({ ok: true, data: { key: null } });

    expect(await matches.rowsOf(northwind)).toBe(0);
    const match = await matches.show(northwind);
    expect(match.refused).toBe(1);
    expect(match.candidates.map(({ key }) => key)).not.toContain(NORTHWIND);
    const log = await test.ask('list-audit', { action: 'record.' });
    expect(log.entries.map(({ action, details }) => [action, details['reason'] ?? null])).toEqual([['record.unlinked', 'They are two companies'], ['record.linked', null]]);
    await matches.decide(northwind, { decision: 'reconsider' });
    expect((await matches.show(northwind)).candidates[0]?.key).toBe(NORTHWIND);
  });
});

describe('a record that a rule leads to the other system', () => {
  it('shows whose rows they are, and no longer does when that one is not the same', async () => {
    const record = await matches.companyNo(20);
    expect(await matches.rowsOf(record)).toBe(await matches.ordersOf('21'));
    expect((await matches.show(record)).candidates[0]).toMatchObject({ key: '21', shown: true, likelihood: 'very_likely', why: expect.arrayContaining(['domain']) });

    await matches.decide(record, { decision: 'refuse', key: '21' });
    expect(await matches.rowsOf(record)).toBe(0);
    expect((await matches.show(record)).candidates.some(({ key }) => key === '21')).toBe(false);
    await matches.decide(record, { decision: 'reconsider' });
    expect(await matches.rowsOf(record)).toBe(await matches.ordersOf('21'));
  });
});

describe('two who decide, and one who clicks twice', () => {
  it('of two people who link one record to different customers at once, one wins and the other is told (S2.27)', async () => {
    const record = await matches.companyNo(30);

    const answers = await Promise.all([NORTHWIND, TRADING, '4'].map((key) => matches.decide(record, { decision: 'link', key }, { ...SAM, userId: `50${key}` })));

    const won = answers.filter(({ reply }) => reply.ok);
    expect(won).toHaveLength(1);
    expect(answers.filter(({ reply }) => !reply.ok).map(({ reply }) => (reply.ok ? '' : reply.error.code))).toEqual(['match.changed', 'match.changed']);
    const { link } = await matches.show(record);
    expect(won[0]!.reply).toMatchObject({ data: { key: link!.key } });
    await matches.decide(record, { decision: 'unlink', key: link!.key, reason: 'a test' });
  });

  it('one customer belongs to one company: the second that is linked to it is told, also at the same moment (S4.15)', async () => {
    const [one, other] = [await matches.companyNo(31), await matches.companyNo(32)];

    const answers = await Promise.all([matches.decide(one, { decision: 'link', key: '40' }), matches.decide(other, { decision: 'link', key: '40' })]);

    expect(answers.map(({ reply }) => (reply.ok ? 'linked' : reply.error.code)).sort()).toEqual(['linked', 'match.taken']);
  });

  it('does nothing twice: a repeat of a link that was undone since does not link again (F15)', async () => {
    const record = await matches.companyNo(33);
    const request: DecideMatchRequest = { requestId: randomUUID(), record, tableId: ORDERS, decision: 'link', key: '50' };
    const both = await Promise.all([test.ask('decide-match', request), test.ask('decide-match', request)]);
    await matches.decide(record, { decision: 'unlink', key: '50', reason: 'wrong' });

    const late = await test.ask('decide-match', request);

    expect([...both, late].map(({ key }) => key)).toEqual(['50', '50', null]);
    expect((await test.ask('list-audit', { action: 'record.linked' })).entries.filter(({ subject }) => subject === record.objectId)).toHaveLength(1);
    const other = await test.call('decide-match', { ...request, key: '51' });
    expect(other.reply).toMatchObject({ ok: false, error: { code: 'request.conflict' } });
  });

  it('links to nothing that the other system does not have, and unlinks nothing that is not linked', async () => {
    const record = await matches.companyNo(34);

    expect((await matches.decide(record, { decision: 'link', key: '999999' })).reply).toMatchObject({ ok: false, error: { code: 'row.unknown' } });
    expect((await matches.decide(record, { decision: 'link', key: '1 or 1=1' })).reply).toMatchObject({ ok: false, error: { code: 'row.unknown' } });
    expect((await matches.decide(record, { decision: 'unlink', key: '35', reason: 'x' })).reply).toMatchObject({ ok: false, error: { code: 'match.changed' } });
    expect((await matches.decide({ ...record, objectId: '999999999999' }, { decision: 'link', key: '35' })).reply).toMatchObject({ ok: false, error: { code: 'hubspot.not_found' } });
  });

  it('an export that began before somebody decided anew fails by name instead of mixing two customers', async () => {
    const record = await matches.companyNo(35);
    await matches.decide(record, { decision: 'link', key: '60' });
    const { job } = await test.ask('start-export', { requestId: randomUUID(), format: 'csv', query: { record, tableId: ORDERS, columns: ['id'], filters: [] } });
    await jobIn(test, job.id, 'ready');
    await matches.decide(record, { decision: 'unlink', key: '60', reason: 'another one' });
    await matches.decide(record, { decision: 'link', key: '61' });

    // As after a crash: the job is read again, and what it is about is no longer what was asked for.
    const { readLink } = await import('../../src/links/index.ts');
    await expect(readLink(test.app.context, MATCH_PORTAL, { record, connection: 'erp', partner: 'erp.customers.id' }, job.id)).rejects.toMatchObject({ code: 'source.changed' });
  });
});

describe('records that change in HubSpot', () => {
  it('a merge takes the link along, of two links the winner’s (S4.29)', async () => {
    const [winner, loser, into] = [await matches.companyNo(40), await matches.companyNo(41), await matches.companyNo(42)];
    await matches.decide(loser, { decision: 'link', key: '71' });
    await matches.decide(winner, { decision: 'link', key: '70' });

    const event = wireEvent({ subscriptionType: 'object.merge', objectTypeId: '0-2', objectId: Number(into.objectId), primaryObjectId: Number(winner.objectId), mergedObjectIds: [Number(loser.objectId)], newObjectId: Number(into.objectId) });
    expect(await sendWebhooks(test.origin, [event, event])).toBe(204);

    await eventually(async () => expect((await matches.show(into)).link).toMatchObject({ key: '70' }));
    // A saved export still names the old record.
    expect(await matches.rowsOf(winner)).toBe(await matches.ordersOf('70'));
    expect(await matches.rowsOf(loser)).toBe(await matches.ordersOf('70'));
  });

  it('a merge that no event told of is found by the ids HubSpot notes on the record', async () => {
    const [old, now] = [await matches.companyNo(43), await matches.companyNo(44)];
    await matches.decide(old, { decision: 'link', key: '72' });
    await matches.setProperty(now, 'hs_merged_object_ids', old.objectId);

    expect((await matches.show(now)).link).toMatchObject({ key: '72' });
    expect(await matches.rowsOf(now)).toBe(await matches.ordersOf('72'));
  });

  it('a deleted company gives its customer free at once to whoever is linked to it next, and loses its link a day later; a restored one keeps it (S4.29)', async () => {
    const [gone, next, back, told] = [await matches.companyNo(60), await matches.companyNo(61), await matches.companyNo(62), await matches.companyNo(63)];
    for (const [record, key] of [[gone, '80'], [back, '81'], [told, '82']] as const) await matches.decide(record, { decision: 'link', key });
    await tellOfCompanies(world, test, [gone, back, told].map(({ objectId }) => objectId), 'deletion');
    await tellOfCompanies(world, test, [back.objectId], 'restore');
    expect((await matches.decide(next, { decision: 'link', key: '80' })).reply).toMatchObject({ ok: true, data: { key: '80' } });
    // For a day the merge or the restore may still be on its way.
    const heldAfterSweep = async (): Promise<string[]> => {
      await test.app.context.database.pool.query('update sweep_line set next_at = now()').then(() => sweepPortals(test.app.context, new AbortController().signal));
      return (await inOurs((tx) => tx.recordLink.findMany({ where: { externalKey: { in: ['80', '81', '82'] } }, orderBy: { externalKey: 'asc' } }))).map(({ objectId }) => objectId);
    };
    expect(await heldAfterSweep()).toEqual([next, back, told].map(({ objectId }) => objectId));
    await inOurs((tx) => tx.$executeRaw`update record_changes set seen_at = seen_at - interval '25 hours'`);
    expect(await heldAfterSweep()).toEqual([next, back].map(({ objectId }) => objectId));
    const log = await test.ask('list-audit', { action: 'record.unlinked' });
    expect(log.entries.filter(({ details }) => details['why'] === 'deleted').map(({ subject }) => subject)).toEqual([told.objectId, gone.objectId]);
  });

  it('a contact deleted for privacy leaves no link behind (T63)', async () => {
    const contact: MatchRecord = { objectTypeId: '0-1', objectId: String(world.special.contactId) };
    await matches.decide(contact, { decision: 'link', key: TRADING });
    expect(await matches.rowsOf(contact)).toBe(await matches.ordersOf(TRADING));

    await eraseContact(test.app.context, { portalId: MATCH_PORTAL, contactId: contact.objectId });

    expect(await test.app.context.database.inPortal(MATCH_PORTAL, (tx) => tx.recordLink.count({ where: { objectId: contact.objectId } }))).toBe(0);
    const log = await test.ask('list-audit', { action: 'record.linked' });
    expect(log.entries.some(({ subject, details }) => subject === contact.objectId || details['objectId'] === contact.objectId)).toBe(false);
  });
});

describe('who may decide', () => {
  const BEN = { ...SAM, userId: '503', userEmail: 'ben.buyer@acme.example' };
  const EVERYBODY = { kind: 'everybody' } as const;

  async function setRules(rules: Policy['rules']): Promise<void> {
    const { version, policy } = await test.ask('get-settings', {});
    await test.ask('save-settings', { version, policy: { ...policy, rules } });
  }

  it('is whoever may see the table and, where they are a table of their own, the customers (T17)', async () => {
    const record = await matches.companyNo(50);
    const answers = async (): Promise<string[]> => {
      const shown = await test.call('show-match', { record, tableId: ORDERS }, BEN);
      const decided = await matches.decide(record, { decision: 'refuse', key: '7' }, BEN);
      return [shown.reply, decided.reply].map((reply) => (reply.ok ? 'ok' : reply.error.code));
    };
    expect(await answers()).toEqual(['ok', 'ok']);

    for (const [table, effect] of [['orders', 'deny'], ['customers', 'deny'], ['orders', 'own'], ['customers', 'own']] as const) {
      await setRules([{ about: 'view', who: EVERYBODY, connection: 'erp', table, scope: null, effect }]);
      expect(await answers(), `${effect} ${table}`).toEqual(['access.refused', 'access.refused']);
    }
    await setRules([]);
  });

  it('and nobody finds a customer by a column that they may not see', async () => {
    await setRules([{ about: 'column', who: EVERYBODY, connection: 'erp', table: 'customers', scope: null, column: 'name', effect: 'mask' }]);

    const match = await test.ask('show-match', { record: northwind, tableId: ORDERS }, BEN);
    expect(match.candidates).toEqual([{ key: NORTHWIND, name: null, externalId: 'C-000002', domain: null, email: null, why: ['external_id_part'], likelihood: 'likely', shown: false }]);
    await setRules([]);
  });
});
