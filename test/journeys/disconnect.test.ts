import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { installApp } from '../support/install-app.ts';
import { jobIn } from '../support/numbers-app.ts';
import { SAM, startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

const portalId = PortalId.parse(SAM.portalId);

let world: TestHubSpot;
let test: TestApp;
beforeAll(async () => {
  world = await startTestHubSpot(600);
  test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl });
  await installApp(test);
});
afterAll(async () => {
  await test?.close();
  await world?.close();
});

const jobRow = (id: string): Promise<{ state: string } | null> => test.app.context.database.inPortal(portalId, (tx) => tx.job.findUnique({ where: { id }, select: { state: true } }));

async function begin(): Promise<string> {
  const record = { objectTypeId: '0-2' as const, objectId: String(world.special.companyId) };
  return (await test.ask('start-export', { requestId: randomUUID(), format: 'csv', query: { record, tableId: 'hubspot:contacts@portal', columns: [], filters: [] } })).job.id;
}

describe('disconnecting an account', () => {
  it('happens at a click only when an admin asks and types the account’s number (T32, H15)', async () => {
    const ready = await begin();
    await jobIn(test, ready, 'ready');
    const colleague = { ...SAM, userId: '777', userEmail: 'colleague@acme.example' };

    expect((await test.call('disconnect', { confirm: SAM.portalId }, colleague)).reply).toMatchObject({ ok: false, error: { code: 'access.admin_only' } });
    expect((await test.call('disconnect', { confirm: '4711002' })).reply).toMatchObject({ ok: false, error: { code: 'request.invalid', message: expect.stringContaining('Nothing was disconnected') } });
    expect((await jobRow(ready))?.state).toBe('ready');
    expect(await test.ask('disconnect', { confirm: ` ${SAM.portalId} ` })).toEqual({ disconnected: true });

    expect([await jobRow(ready), await world.hubspot.isInstalled(4_711_001)]).toEqual([null, false]);
    expect((await test.call('disconnect', { confirm: SAM.portalId })).reply).toMatchObject({ ok: false, error: { code: 'portal.not_installed' } });
  });
});
