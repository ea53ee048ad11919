import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { followJournal } from '../../src/installs/index.ts';
import { installApp } from '../support/install-app.ts';
import { jobIn } from '../support/numbers-app.ts';
import { SAM, startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

const EVE = { portalId: '4711002', userId: '601', userEmail: 'eve@other.example' };
const never = new AbortController().signal;

let world: TestHubSpot;
let test: TestApp;
beforeEach(async () => {
  world = await startTestHubSpot(100);
  test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl, environment: { HUBSPOT_JOURNAL: '2026-03' } });
  await installApp(test);
  await installApp(test, { portalId: EVE.portalId });
  await look();
});
afterEach(async () => {
  await test?.close();
  await world?.close();
});

/** A worker's look, as if its minute had passed. */
async function look(context = test.app.context): Promise<void> {
  await context.database.pool.query(`update journal_place set looked_at = now() - interval '1 hour'`);
  await followJournal(context, test.app.journal!, never);
}

async function stateOf(portalId: string): Promise<string | undefined> {
  return (await test.app.context.database.inPortal(PortalId.parse(portalId), (tx) => tx.install.findFirst()))?.state;
}

const uninstalled = (portalId: number, more: object = {}): object => ({
  type: 'APP_LIFECYCLE_EVENT', action: 'app_uninstall', portalId, occurredAt: new Date(Date.now() + 1_000).toISOString(), eventTypeId: '4-1916193', properties: { hs_app_id: test.app.hubspot.appId }, ...more,
});

describe('a portal that removes the app in HubSpot', () => {
  it('is wiped within the next look into HubSpot’s journal, and its neighbour is not touched (T32, G24)', async () => {
    const record = { objectTypeId: '0-2' as const, objectId: String(world.special.companyId) };
    const { job } = await test.ask('start-export', { requestId: randomUUID(), format: 'csv', query: { record, tableId: 'hubspot:contacts@portal', columns: [], filters: [] } });
    await jobIn(test, job.id, 'ready');

    await world.hubspot.uninstall(4_711_001);
    await look();

    expect([await stateOf(SAM.portalId), await stateOf(EVE.portalId)]).toEqual(['uninstalled', 'active']);
    expect(await test.app.context.database.inPortal(PortalId.parse(SAM.portalId), (tx) => tx.job.count())).toBe(0);
    expect((await test.call('list-jobs', {})).reply).toMatchObject({ ok: false, error: { code: 'portal.not_installed' } });
    expect(test.mail.mails.filter(({ subject }) => subject.includes('lost its access'))).toEqual([]);
  });

  it('and connects again keeps its new grant, however often the old news is read (F36, F43)', async () => {
    await world.hubspot.uninstall(4_711_001);
    await look();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await installApp(test);
    await test.app.context.database.pool.query('update journal_place set last_offset = null');

    await look();

    expect(await stateOf(SAM.portalId)).toBe('active');
  });
});

describe('the journal of HubSpot', () => {
  it('is read again where a process died or HubSpot gave no clear answer, until its news have had their effect (F38, T32)', async () => {
    await world.hubspot.uninstall(4_711_001);
    world.hubspot.settings.faults = [{ match: { path: '/oauth/' }, then: { status: 503 } }];
    await expect(look()).rejects.toMatchObject({ code: 'hubspot.unavailable' });
    expect(await stateOf(SAM.portalId)).toBe('active');

    world.hubspot.settings.faults = [];
    await look();

    expect(await stateOf(SAM.portalId)).toBe('uninstalled');
  });

  it('deletes nothing of a portal that HubSpot still answers for, of another app, or on an entry of another shape (T32)', async () => {
    await world.hubspot.writeJournal([
      uninstalled(4_711_001), uninstalled(4_711_002, { properties: { hs_app_id: '1' } }), uninstalled(4_711_002, { occurredAt: 'yesterday' }), uninstalled(-1), null, 'x', uninstalled(99_999),
      { ...uninstalled(4_711_002), eventTypeId: '4-1909196' },
    ]);

    await look();

    expect([await stateOf(SAM.portalId), await stateOf(EVE.portalId)]).toEqual(['active', 'active']);
  });

  it('is read by one process at a time, and from the earliest entry when HubSpot has forgotten the place', async () => {
    await world.hubspot.uninstall(4_711_001);
    await test.app.context.database.pool.query(`update journal_place set last_offset = $1, looked_at = now() - interval '1 hour'`, [randomUUID()]);

    await Promise.all([1, 2, 3].map(() => followJournal(test.app.context, test.app.journal!, never)));

    expect(await stateOf(SAM.portalId)).toBe('uninstalled');
    const asked = world.hubspot.stats().anonymous.calls;
    await followJournal(test.app.context, test.app.journal!, never);
    expect(world.hubspot.stats().anonymous.calls).toBe(asked);
  });
});
