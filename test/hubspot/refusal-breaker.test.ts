import { HttpResponse } from 'msw';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../src/core/db/index.ts';
import { batchReadObjects, createRefusalBreaker, forgetRefusals, getObject, type RefusalBreaker } from '../../src/hubspot/index.ts';
import { eventually } from '../support/eventually.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { json, ok, scriptedHubSpot } from './scripted-hubspot.ts';
import { errorOf, portalId, testGateway, type TestGateway } from './test-gateway.ts';

const HOUR_MS = 3_600_000;
const missingScope = json(403, { category: 'MISSING_SCOPES' });

const answers = scriptedHubSpot();
let test: TestDatabase;
let database: Database;
let now: number;
beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ url: test.url, max: 4, silentMs: 10_000, onError: () => undefined });
});
beforeEach(async () => {
  now = 1_795_000_000_000;
  await database.inPortal(portalId, (tx) => forgetRefusals(tx, portalId));
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

/** The gateway of one more process. */
function oneProcess(): TestGateway {
  const breaker: RefusalBreaker = createRefusalBreaker({ database, now: () => now });
  return testGateway({ breaker, now: () => now });
}
const read = ({ gateway, at }: TestGateway, objectType = '0-3') => getObject(gateway, at, { objectType, id: '5', properties: [] });

describe('what HubSpot refuses again and again is not asked any more', () => {
  it('H7 G12 after three refusals for want of a scope, no process asks for it in 24 hours, and the reason stays the same', async () => {
    const seen = answers(missingScope);
    const [one, other] = [oneProcess(), oneProcess()];
    for (const process of [one, other, one]) await errorOf(read(process));
    expect(seen.requests).toHaveLength(3);
    now += 20_000;

    for (let hour = 0; hour < 23; hour += 1) {
      for (const process of [one, other]) expect((await errorOf(read(process))).code).toBe('hubspot.missing_scope');
      now += HOUR_MS;
    }

    expect(seen.requests).toHaveLength(3);
  });

  it('H7 after a day one call of all processes tries, and when HubSpot grants it again all do', async () => {
    const granted = Promise.withResolvers<void>();
    const seen = answers(missingScope, missingScope, missingScope, async () => {
      await granted.promise;
      return HttpResponse.json({ id: '5', properties: {} });
    });
    const [one, other] = [oneProcess(), oneProcess()];
    for (const process of [one, one, one]) await errorOf(read(process));
    now += 24 * HOUR_MS + 1;

    const trying = read(one);
    await eventually(() => seen.requests.length === 4);
    expect((await errorOf(read(other))).code).toBe('hubspot.missing_scope');
    granted.resolve();
    await trying;

    expect(seen.requests).toHaveLength(4);
    now += 20_000;
    await read(other);
    expect(seen.requests).toHaveLength(5);
  });

  it('H7 asks again at once, from every process, when a person says by Retry that it is mended', async () => {
    const seen = answers(missingScope, missingScope, missingScope, ok, ok);
    const [one, other] = [oneProcess(), oneProcess()];
    for (const process of [one, one, one]) await errorOf(read(process));
    await errorOf(read(other));
    expect(seen.requests).toHaveLength(3);

    await database.inPortal(portalId, (tx) => forgetRefusals(tx, portalId));
    now += 1_000;

    for (const process of [one, other]) await read(process);
    expect(seen.requests).toHaveLength(5);
  });

  it('H7 a success in between begins the count anew', async () => {
    const seen = answers(missingScope, missingScope, ok, missingScope, missingScope, ok);
    const process = oneProcess();

    for (let call = 0; call < 6; call += 1) await read(process).catch(() => undefined);

    expect(seen.requests).toHaveLength(6);
  });

  it('H7 other objects of the portal are still asked for', async () => {
    const seen = answers(missingScope, missingScope, missingScope, ok);
    const process = oneProcess();
    for (let call = 0; call < 4; call += 1) await errorOf(read(process));

    await read(process, '0-1');

    expect(seen.requests).toHaveLength(4);
  });

  it('H7 connecting again makes all of it asked for at once', async () => {
    const seen = answers(missingScope, missingScope, missingScope, ok);
    const process = oneProcess();
    for (let call = 0; call < 4; call += 1) await errorOf(read(process));

    await database.inPortal(portalId, (tx) => forgetRefusals(tx, portalId));
    now += 20_000;
    await read(process);

    expect(seen.requests).toHaveLength(4);
  });

  it('F11 a batch of which one record is refused is taken apart to its end, and the breaker stays open to it', async () => {
    answers(async (request) => {
      const { inputs } = (await request.json()) as { inputs: { id: string }[] };
      if (inputs.some(({ id }) => id === '1')) return HttpResponse.json({ category: 'FORBIDDEN' }, { status: 403 });
      return HttpResponse.json({ results: inputs.map(({ id }) => ({ id, properties: {} })) });
    });
    const { gateway, at } = oneProcess();

    const { found, refused } = await batchReadObjects(gateway, at, { objectType: '0-1', ids: Array.from({ length: 100 }, (_, index) => String(index + 1)), properties: [] });

    expect(found.size).toBe(99);
    expect([...refused.keys()]).toEqual(['1']);
  });
});
