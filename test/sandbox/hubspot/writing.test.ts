import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SPECIAL } from '../../../sandbox/hubspot/index.ts';
import { startFake, type Fake, type Wire } from './start-fake.ts';

let fake: Fake;
let token: string;
beforeAll(async () => {
  fake = await startFake();
  fake.hubspot.settings.limits = false;
  token = (await fake.install()).access;
});
afterAll(() => fake.stop());

const post = (path: string, body: unknown, version = '2026-09') => fake.call('POST', `/crm/objects/${version}/${path}`, token, body);
const codes = ({ json }: { json: Wire }) => json.errors.map(({ code }: { code: string }) => code);
const contactCount = async () => (await post('contacts/search', { limit: 1 })).json.total as number;

describe('values', () => {
  it.each([
    ['an unknown property', { nope: '1' }, 'PROPERTY_DOESNT_EXIST'],
    ['an option that does not exist', { lifecyclestage: 'Customer' }, 'INVALID_OPTION'],
    ['a number with thousands separators', { total_revenue: '1,000' }, 'INVALID_INTEGER'],
    ['a moment where a date is due', { contract_end_date: '1794003535865' }, 'INVALID_DATE'],
    ['a day that no calendar has', { contract_end_date: '2026-02-30' }, 'INVALID_DATE'],
    ['a month where a date is due', { contract_end_date: '2026-02' }, 'INVALID_DATE'],
    ['a date in words', { contract_end_date: '2026-Feb-03' }, 'INVALID_DATE'],
    ['a read-only property', { hs_object_id: '1' }, 'READ_ONLY_VALUE'],
    ['an owner who does not exist', { hubspot_owner_id: '1' }, 'INVALID_OWNER_ID'],
    ['something that is no e-mail address', { email: 'nobody' }, 'INVALID_EMAIL'],
    ['an e-mail address with quotation marks', { email: '"no body"@acme.example' }, 'INVALID_EMAIL'],
  ])('%s is refused with its code', async (_what, properties, code) => {
    const answer = await post('contacts', { properties: { lastname: 'X', ...properties } });

    expect([answer.status, codes(answer)]).toEqual([400, [code]]);
    expect(answer.json.message).toMatch(/^Property values were not valid: \[\{"isValid":false/);
  });

  it('are kept as HubSpot writes them: e-mail addresses in lower case, times in UTC', async () => {
    const contact = await post('contacts', { properties: { email: 'Wanda.Writer@ACME.example' } });
    const task = async (at: string) => post('tasks', { properties: { hs_timestamp: at } });

    expect(contact.json.properties.email).toBe('wanda.writer@acme.example');
    expect((await task('2026-11-23T10:00:00+01:00')).json.properties.hs_timestamp).toBe('2026-11-23T09:00:00.000Z');
    expect([(await task('2026-11-23T10:00:00')).status, (await task('2026-11-31T10:00:00Z')).status]).toEqual([400, 400]);
  });

  it('are cleared by "", appended to by a leading ";", and null is no value', async () => {
    const change = (properties: Record<string, unknown>) => fake.call('PATCH', `/crm/objects/2026-09/contacts/${SPECIAL.contactId}`, token, { properties });
    const set = await change({ interests: 'hardware', total_revenue: '12.50', contract_end_date: '1793404800000' });
    const appended = await change({ interests: ';software', total_revenue: '' });

    expect(set.json.properties).toMatchObject({ interests: 'hardware', contract_end_date: '2026-10-31' });
    expect(appended.json.properties).toMatchObject({ interests: 'hardware;software', total_revenue: null });
    expect((await change({ city: null })).status).toBe(400);
  });
});

describe('creating', () => {
  it('makes a task and a note on a record, found from the record', async () => {
    const task = await post('tasks', {
      properties: { hs_timestamp: '2026-11-23T09:00:00Z', hs_task_subject: 'Call back', hs_task_status: 'NOT_STARTED', hs_task_type: 'TODO' },
      associations: [{ to: { id: SPECIAL.companyId }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 192 }] }],
    });
    const note = await post('notes', {
      properties: { hs_timestamp: '1794003535865', hs_note_body: 'Snapshot' },
      associations: [{ to: { id: SPECIAL.companyId }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 190 }] }],
    });
    const tasks = await fake.call('GET', `/crm/objects/2026-09/companies/${SPECIAL.companyId}/associations/tasks`, token);

    expect([task.status, note.status]).toEqual([201, 201]);
    expect(tasks.json.results.map(({ toObjectId }: Wire) => String(toObjectId))).toEqual([task.json.id]);
  });

  it('wants the properties a type requires, with a code of its own since 2026-09', async () => {
    const [september, march] = [await post('deals', { properties: { dealname: 'X' } }), await post('deals', { properties: { dealname: 'X' } }, '2026-03')];

    expect(codes(september)).toEqual(['MISSING_REQUIRED_PROPERTY', 'MISSING_REQUIRED_PROPERTY']);
    expect([march.status, march.json.context.properties]).toEqual([400, ['dealstage', 'pipeline']]);
    expect((await post('tasks', { properties: {} })).status).toBe(400);
  });

  it('is not idempotent: the same task twice is two tasks', async () => {
    const body = { properties: { hs_timestamp: '2026-11-23T09:00:00Z', hs_task_subject: 'Twice' } };

    expect((await post('tasks', body)).json.id).not.toBe((await post('tasks', body)).json.id);
  });

  it('answers 409 for an e-mail address in use, with the other id in the message only', async () => {
    const answer = await post('contacts', { properties: { email: 'Maria.Johnson@ACME.example' } });

    expect(answer.status).toBe(409);
    expect(answer.json).toMatchObject({ category: 'CONFLICT', message: `Contact already exists. Existing ID: ${SPECIAL.contactId}` });
  });

  it('answers 409 to all but one of those that create one address at the same moment, and never fails itself', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => post('contacts', { properties: { email: 'at.once@acme.example' } })));

    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 7 }, () => 409)]);
  });

  it('leaves nothing behind when an inline association fails', async () => {
    const before = await contactCount();
    const answer = await post('contacts', { properties: { lastname: 'Half' }, associations: [{ to: { id: '5' }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279 }] }] });

    expect([answer.status, await contactCount()]).toEqual([404, before]);
  });
});

describe('batches', () => {
  it('take 100 inputs and no more', async () => {
    const inputs = (count: number) => ({ inputs: Array.from({ length: count }, (_, i) => ({ properties: { lastname: `Bulk ${i}` } })) });

    expect([(await post('contacts/batch/create', inputs(100))).status, (await post('contacts/batch/create', inputs(101))).status]).toEqual([201, 400]);
  });

  it('create all or none without trace ids, and row by row with them', async () => {
    const rows = [{ properties: { lastname: 'Good' } }, { properties: { email: 'maria.johnson@acme.example' } }];
    const before = await contactCount();
    const refused = await post('contacts/batch/create', { inputs: rows });
    const between = await contactCount();
    const traced = await post('contacts/batch/create', { inputs: rows.map((row, i) => ({ ...row, objectWriteTraceId: `row-${i}` })) }, '2026-03');

    expect([refused.status, between]).toEqual([409, before]);
    expect([traced.status, traced.json.numErrors, traced.json.errors[0].context.objectWriteTraceId]).toEqual([207, 1, ['row-1']]);
    expect(traced.json.results).toMatchObject([{ objectWriteTraceId: 'row-0' }]);
  });

  it('upsert by e-mail, telling new from known', async () => {
    const input = (id: string, city: string) => ({ id, idProperty: 'email', properties: { city } });
    const answer = await post('contacts/batch/upsert', { inputs: [input('maria.johnson@acme.example', 'Rome'), input('new.person@x.example', 'Oslo')] });

    expect(answer.json.results.map((record: Wire) => [record.new, record.properties.city])).toEqual([[false, 'Rome'], [true, 'Oslo']]);
  });

  it('upsert by an account\'s own unique property; one conflict refuses all rows with 409', async () => {
    await fake.call('POST', '/crm/properties/2026-09/contacts', token, { name: 'ext_id', label: 'External id', type: 'string', fieldType: 'text', groupName: 'information', hasUniqueValue: true });
    const input = (id: string, properties: Record<string, string>) => ({ id, idProperty: 'ext_id', properties });
    const first = await post('contacts/batch/upsert', { inputs: [input('A1', { lastname: 'One' }), input('A2', { lastname: 'Two' })] });
    const before = await contactCount();
    const second = await post('contacts/batch/upsert', { inputs: [input('A3', { lastname: 'Three' }), input('A1', { email: 'maria.johnson@acme.example' })] });
    const third = await post('contacts/batch/upsert', { inputs: [input('a1', { lastname: 'Uno' })] });

    expect(first.json.results.map((record: Wire) => record.new)).toEqual([true, true]);
    expect([second.status, await contactCount()]).toEqual([409, before]);
    expect(third.json.results[0]).toMatchObject({ id: first.json.results[0].id, new: false });
  });

  it('refuse the same id twice, and e-mail as the key of an update', async () => {
    const twice = await post('contacts/batch/update', { inputs: [{ id: '1', properties: {} }, { id: '1', properties: {} }] });
    const byEmail = await post('contacts/batch/update', { inputs: [{ id: 'maria.johnson@acme.example', idProperty: 'email', properties: { city: 'X' } }] });

    expect([twice.status, byEmail.status]).toEqual([400, 400]);
  });

  it('tell unknown ids of an update: 207 on 2026-03, 200 with numErrors on 2026-09', async () => {
    const inputs = [{ id: SPECIAL.contactId, properties: { city: 'Lima' } }, { id: '5', properties: { city: 'Lima' } }];
    const [march, september] = [await post('contacts/batch/update', { inputs }, '2026-03'), await post('contacts/batch/update', { inputs })];

    expect([march.status, september.status, september.json.numErrors]).toEqual([207, 200, 1]);
  });
});
