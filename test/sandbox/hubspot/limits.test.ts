import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFake, withSettings, type Fake } from './start-fake.ts';

let fake: Fake;
let token: string;
beforeAll(async () => {
  fake = await startFake();
  token = (await fake.install()).access;
});
afterAll(() => fake.stop());
beforeEach(() => fake.hubspot.resetStats());

const read = () => fake.call('GET', '/account-info/2026-09/details', token);
const search = () => fake.call('POST', '/crm/objects/2026-09/contacts/search', token, { limit: 1 });
const links = () => fake.call('POST', '/crm/associations/2026-09/contacts/companies/batch/read', token, { inputs: [{ id: '100000000' }] });
const many = async (count: number, one: () => ReturnType<typeof read>) => (await Promise.all(Array.from({ length: count }, one))).map(({ status }) => status);

describe('the budget of 110 calls per rolling 10 seconds (S4.7)', () => {
  it('answers the 111th call with HubSpot\'s 429 and counts it as well', async () => {
    const statuses = await many(110, read);
    const refused = await read();

    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(refused.status).toBe(429);
    expect(refused.json).toMatchObject({ status: 'error', errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING', message: 'You have reached your ten_secondly_rolling limit.' });
    expect(fake.hubspot.stats().portals['4711001']).toMatchObject({ calls: 111, rateLimited: 1, maxCallsInAny10s: 111 });
  });

  it('rolls: a burst at the end of one window leaves nothing for the start of the next', async () => {
    await many(10, read);
    fake.clock.now += 9_999;
    await many(100, read);
    const full = await read();
    fake.clock.now += 1;
    // The first 10 have left the window; the 100 and the refused one are still in it.
    const statuses = [];
    for (let i = 0; i < 10; i++) statuses.push((await read()).status);

    expect(full.status).toBe(429);
    expect(statuses).toEqual([...Array<number>(9).fill(200), 429]);
  });

  it('tells what is left in its headers', async () => {
    await read();
    const { headers } = await read();

    expect([headers.get('x-hubspot-ratelimit-max'), headers.get('x-hubspot-ratelimit-remaining'), headers.get('x-hubspot-ratelimit-interval-milliseconds')])
      .toEqual(['110', '108', '10000']);
  });

  it('counts each portal by itself', async () => {
    const other = (await fake.install(4711002)).access;
    await many(111, read);

    const answer = await fake.call('GET', '/account-info/2026-09/details', other);

    expect([answer.status, answer.json.portalId]).toEqual([200, 4711002]);
  });
});

describe('the separate budgets', () => {
  it('lets 5 searches a second pass, without rate headers, and spends none of the 110', async () => {
    const first = await search();
    const statuses = await many(5, search);
    const refused = await search();
    fake.clock.now += 1_000;
    const next = await search();

    expect(first.headers.get('x-hubspot-ratelimit-remaining')).toBeNull();
    expect(statuses.sort()).toEqual([200, 200, 200, 200, 429]);
    expect(refused.json).toMatchObject({ policyName: 'SECONDLY', message: 'You have reached your secondly limit.' });
    expect(next.status).toBe(200);
    expect((await read()).headers.get('x-hubspot-ratelimit-remaining')).toBe('109');
    expect(fake.hubspot.stats().portals['4711001']).toMatchObject({ maxSearchesInAny1s: 7, maxCallsInAny10s: 1 });
  });

  it('lets 100 association batches pass in 10 seconds; one record\'s associations spend the 110', async () => {
    const statuses = await many(100, links);
    const refused = await links();
    const single = await fake.call('GET', '/crm/objects/2026-09/contacts/100000000/associations/companies', token);

    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(refused.status).toBe(429);
    expect(single.headers.get('x-hubspot-ratelimit-remaining')).toBe('109');
  });

  it('can be switched off for benchmarks and still counts', async () => {
    withSettings(fake.hubspot, { limits: false });

    const statuses = await many(130, read);

    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(fake.hubspot.stats().portals['4711001']).toMatchObject({ maxCallsInAny10s: 130, rateLimited: 0 });
  });
});

it('adds the latency it is told to, to many calls at once', async () => {
  withSettings(fake.hubspot, { latencyMs: 150 });
  const start = performance.now();
  await many(20, read);
  const took = performance.now() - start;

  expect(took).toBeGreaterThan(149);
  expect(took).toBeLessThan(20 * 150);
});
