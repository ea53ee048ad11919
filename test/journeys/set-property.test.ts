import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunActionRequest, SetPropertyInput, TableQuery } from '#contract';
import { fitValue, sameValue } from '../../src/properties/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { DEFAULT_POLICY } from '../../src/policies/index.ts';
import { installApp } from '../support/install-app.ts';
import { SAM, startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

const TABLE = 'hubspot:deals@record';
const OTHER = { ...SAM, userId: '502', userEmail: 'ada.admin@acme.example' };
let world: TestHubSpot;
let test: TestApp;
let acme: TableQuery['record'];
let rowKey: string;
let dealName: string;

beforeAll(async () => {
  world = await startTestHubSpot(1_200);
  test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl });
  await installApp(test);
  acme = { objectTypeId: '0-2', objectId: String(world.special.companyId) };
  const { rows, columns } = await test.ask('view-table', { query: query() });
  rowKey = rows[0]!.key;
  dealName = rows[0]!.cells[columns.findIndex(({ key }) => key === 'dealname')]!;
});
afterAll(async () => {
  await test?.close();
  await world?.close();
});
beforeEach(() => world.query(`update hubspot.records set properties = properties - 'customer_number' where object_type = '0-2' and id = $1`, [acme.objectId]));
afterEach(() => {
  world.hubspot.settings.faults = [];
});

function query(): TableQuery {
  return { record: acme, tableId: TABLE, columns: [], filters: [] };
}

function click(input: SetPropertyInput, rest: Partial<RunActionRequest> = {}): RunActionRequest {
  return { requestId: randomUUID(), name: 'set-property', record: acme, query: query(), rowKey, input, ...rest };
}

const toNumber = { column: 'dealname', property: 'customer_number', before: null };

async function held(): Promise<string | null> {
  const [row] = await world.query<{ value: string | null }>(`select properties ->> 'customer_number' as value from hubspot.records where portal_id = 4711001 and object_type = '0-2' and id = $1`, [acme.objectId]);
  return row!.value;
}

describe('a property of the record', () => {
  it('is offered where it takes the value, with before and after, and nothing is written yet (S0.29)', async () => {
    const first = await test.ask('preview-property', { record: acme, query: query(), rowKey });
    const chosen = await test.ask('preview-property', { record: acme, query: query(), rowKey, column: 'dealname', property: 'customer_number' });

    expect(first.values).toContainEqual({ column: 'dealname', title: 'Deal name', value: dealName });
    // HubSpot's own properties are not offered unless an admin names them.
    expect(first.properties).toEqual([{ name: 'customer_number', label: 'Customer number' }]);
    expect(chosen.change).toEqual({ label: 'Customer number', before: null, after: dealName, holds: null, same: false });
    expect(await held()).toBeNull();
  });

  it('is set once however often the click arrives, is logged without its value, and is taken back (F15)', async () => {
    const request = click(toNumber);
    const answers = await Promise.all([test.ask('run-action', request), test.ask('run-action', request), test.ask('run-action', request)]);
    const set = await held();
    const log = await test.ask('list-audit', { limit: 1, action: 'property.set' });
    const undone = await test.ask('run-action', click({ undo: answers[0].undo! }, { reader: { language: 'de', locale: 'de-DE' } }));

    expect(new Set(answers.map(({ message }) => message))).toEqual(new Set([`“Customer number” changed: empty → ${dealName}`]));
    expect(set).toBe(dealName);
    expect(JSON.stringify(log)).toContain('customer_number');
    expect(JSON.stringify(log)).not.toContain(dealName);
    expect(undone.message).toBe('„Customer number“ ist wieder leer.');
    expect(await held()).toBeNull();
  });

  it('that somebody changed meanwhile is left as it is, by the click and by its undo', async () => {
    const { undo } = await test.ask('run-action', click(toNumber));
    await world.query(`update hubspot.records set properties = properties || '{"customer_number": "K-1"}' where object_type = '0-2' and id = $1`, [acme.objectId]);
    const late = await test.call('run-action', click({ ...toNumber, before: 'something else' }));
    const undone = await test.call('run-action', click({ undo: undo! }));

    expect(late.reply).toMatchObject({ ok: false, error: { code: 'property.changed' } });
    expect(undone.reply).toMatchObject({ ok: false, error: { code: 'property.changed' } });
    expect(await held()).toBe('K-1');
  });

  it('is taken back only by who changed it, and on the same record (T3)', async () => {
    const { undo } = await test.ask('run-action', click(toNumber));
    const others = await test.call('run-action', click({ undo: undo! }), OTHER);
    const elsewhere = await test.call('run-action', click({ undo: undo! }, { record: { ...acme, objectId: '900001' } }));

    for (const { reply } of [others, elsewhere]) expect(reply).toMatchObject({ ok: false, error: { code: 'request.invalid' } });
    expect(await held()).toBe(dealName);
  });

  it('whose answer got lost is looked up, not written again (F19)', async () => {
    world.hubspot.settings.faults = [{ match: { method: 'PATCH', path: '/0-2/' }, then: 'reset-after' }];
    const answer = await test.ask('run-action', click(toNumber));

    expect(answer.message).toContain('changed: empty');
    expect(await held()).toBe(dealName);
  });

  it('whose request was lost on the way is written by the second try', async () => {
    world.hubspot.settings.faults = [{ match: { method: 'PATCH', path: '/0-2/' }, then: 'reset', times: 1 }];
    await test.ask('run-action', click(toNumber));

    expect(await held()).toBe(dealName);
  });

  it('may be set by those only whom the settings name, and only those properties that they name (T18)', async () => {
    const { account, version } = await test.ask('get-settings', {});
    const settable = { who: 'admins' as const, properties: ['companies.description'] };
    await test.ask('save-settings', { version, policy: DEFAULT_POLICY, account: { ...account, settable } });
    const admins = await test.ask('preview-property', { record: acme, query: query(), rowKey });
    const others = await test.call('preview-property', { record: acme, query: query(), rowKey }, OTHER);
    const refused = await test.call('run-action', click(toNumber));
    await test.ask('save-settings', { version: version + 1, policy: DEFAULT_POLICY, account });

    expect(admins.properties).toEqual([{ name: 'description', label: 'Description' }]);
    expect(others.reply).toMatchObject({ ok: false, error: { code: 'access.refused' } });
    expect(refused.reply).toMatchObject({ ok: false, error: { code: 'property.unfit' } });
    expect(await held()).toBeNull();
  });

  it('needs the permission that HubSpot gave, and says how to get it (H8)', async () => {
    const scopes = await test.app.context.database.inPortal(PortalId.parse('4711001'), (tx) => tx.install.findFirstOrThrow({ select: { scopes: true } }));
    const set = (values: string[]): Promise<unknown> => test.app.context.database.inPortal(PortalId.parse('4711001'), (tx) => tx.install.updateMany({ data: { scopes: values } }));
    await set(scopes.scopes.filter((scope) => scope !== 'crm.objects.companies.write'));
    const preview = await test.call('preview-property', { record: acme, query: query(), rowKey });
    const clicked = await test.call('run-action', click(toNumber));
    await set(scopes.scopes);

    for (const { reply } of [preview, clicked]) expect(reply).toMatchObject({ ok: false, error: { code: 'hubspot.missing_scope', fix: expect.stringContaining('/oauth/') } });
  });
});

describe('a value', () => {
  const property = (type: string, rest: object = {}) => ({ name: 'p', label: 'P', type, fieldType: 'text', hidden: false, calculated: false, readOnly: false, hubspotDefined: false, money: false, namesOwners: false, options: [], ...rest });
  const choice = property('enumeration', { fieldType: 'select', options: [{ value: 'gold', label: 'Gold customer' }] });

  it.each([
    ['12.50', 'money', property('number'), '12.50'], ['twelve', 'text', property('number'), null], ['1e9', 'text', property('number'), null],
    ['2026-02-28', 'date', property('date'), '2026-02-28'], ['2026-02-30', 'text', property('date'), null], ['2026-02-28T10:00:00Z', 'datetime', property('date'), null],
    ['2026-02-28T10:00:00+01:00', 'datetime', property('datetime'), '2026-02-28T09:00:00.000Z'], ['2026-02-28', 'date', property('datetime'), null],
    ['true', 'boolean', property('bool'), 'true'], ['yes', 'text', property('bool'), null],
    ['gold', 'text', choice, 'gold'], ['Gold Customer', 'text', choice, 'gold'], ['silver', 'text', choice, null],
    ['=1+1', 'text', property('string'), '=1+1'], ['x', 'text', property('string', { fieldType: 'html' }), null], ['x', 'text', property('object_coordinates'), null],
  ] as const)('%s of a %s column is written only where it surely fits', (cell, type, of, written) => {
    expect(fitValue(cell, { type }, of)).toBe(written);
  });

  it('is the same to HubSpot however its number or time is written', () => {
    expect(sameValue({ type: 'number' })('12.50', '12.5')).toBe(true);
    expect(sameValue({ type: 'number' })('100', '1')).toBe(false);
    expect(sameValue({ type: 'number' })('0.0', '-0')).toBe(true);
    expect(sameValue({ type: 'datetime' })('1772272800000', '2026-02-28T10:00:00Z')).toBe(true);
    expect(sameValue({ type: 'string' })(null, '')).toBe(true);
    expect(sameValue({ type: 'string' })('1', '1.0')).toBe(false);
    expect(sameValue({ name: 'email', type: 'string' })('Ann@ACME.example', 'ann@acme.example')).toBe(true);
    expect(sameValue({ name: 'city', type: 'string' })('Bonn', 'bonn')).toBe(false);
  });
});
