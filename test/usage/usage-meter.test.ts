import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../src/core/db/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { createUsageMeter, portalUsage } from '../../src/usage/index.ts';
import { getObject } from '../../src/hubspot/index.ts';
import { json, ok, scriptedHubSpot } from '../hubspot/scripted-hubspot.ts';
import { testGateway } from '../hubspot/test-gateway.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const JOB = '0f8fad5b-d9cb-469f-a165-70867728950e';
const NOW = Date.parse('2026-11-28T12:00:00Z');
const now = (): number => NOW;
const log = { warn: () => undefined };
const answers = scriptedHubSpot();

let test: TestDatabase;
let database: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ url: test.url, max: 4, silentMs: 10_000, onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

describe('requests to HubSpot are counted', () => {
  it('H1 calls, the requests they took and how those ended, by area and job, over all processes (S4.24)', async () => {
    const portalId = PortalId.parse('4711001');
    const [one, other] = [createUsageMeter({ database, now, log }), createUsageMeter({ database, now, log })];
    answers(json(502, {}), json(429, { policyName: 'SECONDLY' }), ok);
    const { gateway, at } = testGateway({ meter: one });
    await getObject(gateway, { ...at, purpose: { area: 'exports', jobId: JOB } }, { objectType: '0-1', id: '5', properties: [] });
    other.request(portalId, { area: 'exports', jobId: JOB });
    other.tried(portalId, { area: 'exports', jobId: JOB }, 200);
    other.request(portalId, { area: 'views' });
    other.tried(portalId, { area: 'views' }, null);

    await Promise.all([one.close(), other.close()]);

    const usage = await portalUsage({ database, now }, portalId);
    expect(usage.rows).toEqual([
      { area: 'exports', jobId: JOB, requests: 2, tries: 4, failed: 2, rateLimited: 1 },
      { area: 'views', jobId: '00000000-0000-0000-0000-000000000000', requests: 1, tries: 1, failed: 1, rateLimited: 0 },
    ]);
    expect(usage).toMatchObject({ tries: 5, failed: 3, successRate: 0.4, belowLine: true });
  });

  it('H1 H2 a portal with 4 % of failures stands above HubSpot\'s line, one with 5 % does not', async () => {
    for (const [portal, failed, belowLine] of [['4711003', 4, false], ['4711004', 5, true]] as const) {
      const meter = createUsageMeter({ database, now, log });
      for (let each = 0; each < 100; each += 1) meter.tried(PortalId.parse(portal), { area: 'views' }, each < failed ? 500 : 200);
      await meter.close();

      expect((await portalUsage({ database, now }, PortalId.parse(portal))).belowLine).toBe(belowLine);
    }
  });

  it('what could not be written down while the database was away is written later, once', async () => {
    const portalId = PortalId.parse('4711005');
    let away = true;
    const shaky: Database = { ...database, inPortal: (portal, work) => (away ? Promise.reject(new Error('away')) : database.inPortal(portal, work)) };
    const meter = createUsageMeter({ database: shaky, now, log });
    meter.tried(portalId, { area: 'views' }, 200);
    await meter.flush();
    meter.tried(portalId, { area: 'views' }, 200);
    away = false;

    await meter.close();

    expect((await portalUsage({ database, now }, portalId)).tries).toBe(2);
  });

  it('counts of a portal are invisible to another (T14)', async () => {
    expect((await portalUsage({ database, now }, PortalId.parse('4711099'))).rows).toEqual([]);
  });
});
