import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { batchUpdate, batchUpsert, createObject, type NewObject, type RowOutcome } from '../../src/hubspot/index.ts';
import { wireGateway, type WiredGateway } from '../support/hubspot-gateway.ts';
import { startTestHubSpot, type TestHubSpot } from '../support/start-test-hubspot.ts';
import { errorOf } from './test-gateway.ts';

let world: TestHubSpot;
let wired: WiredGateway;
beforeAll(async () => {
  world = await startTestHubSpot(60);
  world.hubspot.settings.limits = false;
  wired = await wireGateway(world, { timeoutMs: 700, random: () => 0.5 });
}, 120_000);
beforeEach(() => {
  world.hubspot.settings.faults = [];
});
afterAll(() => world.close());

const strike = (path: string, then: 'html-502-after' | 'reset-after' | 'truncate' | 'hang-after' | 'html-502' | 'reset' | 'hang', times = 1): void => {
  world.hubspot.settings.faults.push({ match: { method: 'POST', path }, times, then });
};
const contact = (email: string): NewObject => ({ objectType: '0-1', properties: { email, lastname: 'Once' }, associations: [], recognise: { by: 'unique', property: 'email' } });
const NEW_CONTACT = '^/crm/objects/[^/]+/0-1$';
const NEW_TASK = '^/crm/objects/[^/]+/tasks$';

async function contactsWith(email: string): Promise<string[]> {
  const rows = await world.query<{ id: string }>(`select id::text as id from hubspot.records where portal_id = 4711001 and object_type = '0-1' and properties ->> 'email' = $1`, [email]);
  return rows.map(({ id }) => id);
}

async function tasksWith(mark: string): Promise<string[]> {
  const rows = await world.query<{ id: string }>(`select id::text as id from hubspot.records where portal_id = 4711001 and object_type = '0-27' and properties ->> 'hs_task_body' like $1`, [`%${mark}%`]);
  return rows.map(({ id }) => id);
}

describe('a create whose answer is lost', () => {
  it.each(['html-502-after', 'reset-after', 'truncate', 'hang-after'] as const)('F19 finding 1: %s, the record is found by its unique property and adopted, not made twice', async (fault) => {
    const email = `adopt-${fault}@once.example`;
    strike(NEW_CONTACT, fault);

    const id = await createObject(wired.gateway, wired.at, contact(email));

    expect(await contactsWith(email)).toEqual([id]);
    const { calls } = world.hubspot.stats().portals['4711001']!;
    expect(calls).toBeGreaterThan(1);
  });

  it.each(['html-502', 'reset', 'hang'] as const)('F19 %s before anything was done: the record is looked for, then made', async (fault) => {
    const email = `made-${fault}@once.example`;
    strike(NEW_CONTACT, fault, 2);

    const id = await createObject(wired.gateway, wired.at, contact(email));

    expect(await contactsWith(email)).toEqual([id]);
  });

  it('F18 a process killed between creating and noting it finds its own record when it runs again', async () => {
    const first = await createObject(wired.gateway, wired.at, contact('killed@once.example'));

    const again = await createObject(wired.gateway, wired.at, contact('killed@once.example'));

    expect(again).toBe(first);
    expect(await contactsWith('killed@once.example')).toEqual([first]);
  });

  it('F19 search lags behind and is not what the record is looked for with', async () => {
    world.hubspot.settings.indexLagMs = 60_000;
    strike(NEW_CONTACT, 'html-502-after');
    const before = world.hubspot.stats().portals['4711001']?.byFamily['search'] ?? 0;

    const id = await createObject(wired.gateway, wired.at, contact('lag@once.example'));

    world.hubspot.settings.indexLagMs = 0;
    expect(await contactsWith('lag@once.example')).toEqual([id]);
    expect(world.hubspot.stats().portals['4711001']?.byFamily['search'] ?? 0).toBe(before);
  });
});

describe('a task or note whose answer is lost', () => {
  const task = (mark: string): NewObject => ({
    objectType: 'tasks',
    properties: { hs_timestamp: '2026-11-29T00:00:00Z', hs_task_subject: 'call', hs_task_body: `<p>Call them</p><p>${mark}</p>` },
    associations: [{ toId: world.special.companyId, associationTypeId: 192 }],
    recognise: { by: 'mark', property: 'hs_task_body', mark, beside: { objectType: '0-2', id: world.special.companyId } },
  });

  it.each(['html-502-after', 'hang-after', 'reset-after'] as const)('F19 %s: it is recognised beside its record and adopted', async (fault) => {
    const mark = `reference ${fault}`;
    strike(NEW_TASK, fault);

    const id = await createObject(wired.gateway, wired.at, task(mark));

    expect(await tasksWith(mark)).toEqual([id]);
  });

  it('F19 what is not there afterwards is told as not written, and is never sent again: nothing would stop a second one', async () => {
    strike(NEW_TASK, 'html-502', 5);
    world.hubspot.resetStats();

    const error = await errorOf(createObject(wired.gateway, wired.at, task('reference nowhere')));

    expect([error.code, error.retry, error.userMessage]).toEqual(['hubspot.unavailable', 'never', 'HubSpot broke off, and nothing was written.']);
    expect(await tasksWith('reference nowhere')).toEqual([]);
    expect(world.hubspot.settings.faults[0]!.times).toBe(4);
  });

  it('F19 when it cannot even be looked for, the person is told that it may be there', async () => {
    strike(NEW_TASK, 'html-502-after');
    strike('/crm/associations/', 'html-502', 99);

    const error = await errorOf(createObject(wired.gateway, wired.at, task('reference blind')));

    expect(error.fix).toContain('may already be there');
    expect(await tasksWith('reference blind')).toHaveLength(1);
  });
});

it('F19 a person\'s deadline that passes while the request is under way never reads as "nothing happened"', async () => {
  strike(NEW_TASK, 'hang-after');
  const at = { ...wired.at, lane: 'person' as const, signal: AbortSignal.timeout(150) };

  const error = await errorOf(createObject(wired.gateway, at, { objectType: 'tasks', properties: { hs_timestamp: '2026-11-29T00:00:00Z', hs_task_body: 'late mark' }, associations: [], recognise: { by: 'mark', property: 'hs_task_body', mark: 'late mark', beside: { objectType: '0-2', id: world.special.companyId } } }));

  expect([error.code, error.retry]).toEqual(['hubspot.unavailable', 'never']);
  expect(error.fix).toContain('may already be there');
});

const of = (outcomes: readonly RowOutcome[], state: RowOutcome['state']): number => outcomes.filter((outcome) => outcome.state === state).length;

describe('batches account for every row', () => {
  const row = (index: number, bad: boolean): { key: string; properties: Record<string, string> } => ({
    key: `row${index}@batch.example`, properties: { lastname: `Row ${index}`, ...(bad ? { lifecyclestage: 'no such stage' } : {}) },
  });

  it('G14 F20 one poison row in a hundred keeps no other from being written, and is named with field and reason', async () => {
    const rows = Array.from({ length: 100 }, (_, index) => row(index, index === 37));
    const before = wired.tries();

    const outcomes = await batchUpsert(wired.gateway, wired.at, { objectType: '0-1', idProperty: 'email', rows });

    expect([of(outcomes, 'written'), of(outcomes, 'refused')]).toEqual([99, 1]);
    expect(outcomes[37]).toMatchObject({ state: 'refused', refusal: { code: 'INVALID_OPTION', field: 'lifecyclestage' } });
    expect(wired.tries() - before).toBeLessThanOrEqual(1 + 14);
  });

  it('F20 a 409 that refuses a whole batch is taken apart', async () => {
    await createObject(wired.gateway, wired.at, contact('taken@batch.example'));
    const made = await batchUpsert(wired.gateway, wired.at, { objectType: '0-1', idProperty: 'email', rows: [{ key: 'mover@batch.example', properties: {} }, { key: 'other@batch.example', properties: {} }] });
    const [mover, other] = made.map((outcome) => (outcome.state === 'written' ? outcome.id : ''));

    const outcomes = await batchUpdate(wired.gateway, wired.at, { objectType: '0-1', rows: [{ key: mover!, properties: { email: 'taken@batch.example' } }, { key: other!, properties: { lastname: 'Fine' } }] });

    expect(outcomes.map(({ state }) => state)).toEqual(['refused', 'written']);
    expect(outcomes[0]).toMatchObject({ refusal: { code: 'CONFLICT' } });
  });

  it('F20 an unknown id among others is refused by name, the others are written', async () => {
    const [made] = await batchUpsert(wired.gateway, wired.at, { objectType: '0-1', idProperty: 'email', rows: [row(900, false)] });
    const id = made!.state === 'written' ? made!.id : '';

    const outcomes = await batchUpdate(wired.gateway, wired.at, { objectType: '0-1', rows: [{ key: '99999999999', properties: { lastname: 'x' } }, { key: id, properties: { lastname: 'y' } }] });

    expect(outcomes.map(({ state }) => state)).toEqual(['refused', 'written']);
    expect(outcomes[0]).toMatchObject({ refusal: { code: 'OBJECT_NOT_FOUND' } });
  });

  it('F20 the same key twice is written in order, and the last one stays', async () => {
    const rows = [{ key: 'twice@batch.example', properties: { lastname: 'First' } }, { key: 'Twice@batch.example', properties: { lastname: 'Last' } }];

    const outcomes = await batchUpsert(wired.gateway, wired.at, { objectType: '0-1', idProperty: 'email', rows });

    expect(outcomes.map((outcome) => outcome.state === 'written' && outcome.isNew)).toEqual([true, false]);
    const [stored] = await world.query<{ name: string }>(`select properties ->> 'lastname' as name from hubspot.records where lower(properties ->> 'email') = 'twice@batch.example'`);
    expect(stored?.name).toBe('Last');
  });

  it('F20 rows of a batch that HubSpot never answers stay open, and are not called written', async () => {
    strike('batch/upsert', 'html-502', 99);

    const outcomes = await batchUpsert(wired.gateway, wired.at, { objectType: '0-1', idProperty: 'email', rows: [row(950, false)] });

    expect(outcomes[0]).toMatchObject({ state: 'open', error: { code: 'hubspot.unavailable' } });
  });
});
