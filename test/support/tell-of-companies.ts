import { expect } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { eventually } from './eventually.ts';
import { sendWebhooks, wireEvent } from './send-webhooks.ts';
import { SAM } from './start-test-app.ts';
import type { TestApp } from './start-test-app.ts';
import type { TestHubSpot } from './start-test-hubspot.ts';

/** Deletes or restores companies in HubSpot, lets it tell, and waits until it is known. */
export async function tellOfCompanies(world: TestHubSpot, test: TestApp, ids: readonly string[], what: 'deletion' | 'restore'): Promise<void> {
  const [archivedAt, state] = what === 'deletion' ? ['now()', 'gone'] : ['null', 'present'];
  await world.query(`update hubspot.records set archived_at = ${archivedAt} where portal_id = 4711001 and object_type = '0-2' and id = any ($1)`, [ids]);
  await sendWebhooks(test.origin, ids.map((id) => wireEvent({ subscriptionType: `object.${what}`, objectTypeId: '0-2', objectId: Number(id) })));
  const known = (): Promise<number> => test.app.context.database.inPortal(PortalId.parse(SAM.portalId), (tx) => tx.recordChange.count({ where: { objectTypeId: '0-2', objectId: { in: [...ids] }, state } }));
  await eventually(async () => expect(await known()).toBe(ids.length));
}
