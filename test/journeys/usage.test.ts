import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { portalUsage } from '../../src/usage/index.ts';
import { eventually } from '../support/eventually.ts';
import { installApp } from '../support/install-app.ts';
import { jobIn } from '../support/numbers-app.ts';
import { startTestApp, type TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot, type TestHubSpot } from '../support/start-test-hubspot.ts';

const portalId = PortalId.parse('4711001');
let world: TestHubSpot;
let test: TestApp;
beforeAll(async () => {
  world = await startTestHubSpot(300);
  test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl, settings: { immediateRows: 0 } });
  await installApp(test);
});
afterAll(async () => {
  await test.close();
  await world.close();
});

const table = (tableId: string) => ({ record: { objectTypeId: '0-2' as const, objectId: world.special.companyId }, tableId, columns: [], filters: [] });

describe('what the app asks of HubSpot', () => {
  it('is counted by area and job, request for request as HubSpot counts it (H1)', async () => {
    await test.ask('view-table', { query: table('hubspot:deals@record') });
    const { job } = await test.ask('start-export', { requestId: randomUUID(), format: 'csv', query: table('hubspot:contacts@portal') });
    await jobIn(test, job.id, 'ready', 50_000);

    const { calls } = world.hubspot.stats().portals['4711001']!;
    const usage = await eventually(async () => {
      const seen = await portalUsage(test.app.context, portalId);
      return seen.tries >= calls ? seen : null;
    }, 20_000);

    expect(usage.tries).toBe(calls);
    expect(usage.failed).toBe(0);
    expect(usage.rows.find(({ jobId }) => jobId === job.id)).toMatchObject({ area: 'exports' });
    expect(new Set(usage.rows.map(({ area }) => area))).toEqual(new Set(['installs', 'views', 'exports']));
  });

  it('ends when the portal has withdrawn its grant: not one call more, whoever asks (H6, G12)', async () => {
    await world.hubspot.uninstall(4_711_001);
    const first = await test.call('view-table', { query: table('hubspot:deals@record') });
    expect(first.reply).toMatchObject({ ok: false, error: { code: 'portal.needs_reauth' } });
    world.hubspot.resetStats();

    for (let time = 0; time < 24; time += 1) {
      expect((await test.call('view-table', { query: table('hubspot:deals@record') })).reply).toMatchObject({ ok: false, error: { code: 'portal.needs_reauth' } });
    }

    const { portals, anonymous } = world.hubspot.stats();
    expect([Object.keys(portals), anonymous.calls]).toEqual([[], 0]);
  });
});
