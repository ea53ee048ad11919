import { afterAll, beforeAll, expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { catchUp } from '../../src/webhooks/index.ts';
import { eventually } from '../support/eventually.ts';
import { installApp } from '../support/install-app.ts';
import { changesOf, sendWebhooks, wireEvent } from '../support/send-webhooks.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

let hubspot: TestHubSpot;
let test: TestApp;
beforeAll(async () => {
  hubspot = await startTestHubSpot(60);
  test = await startTestApp({ hubspotApiUrl: hubspot.apiUrl, hubspotAuthorizeUrl: hubspot.authorizeUrl });
  await installApp(test, { portalId: '4711001' });
});
afterAll(async () => {
  await test?.close();
  await hubspot?.close();
});

it('finds after 26 hours away which contacts were deleted for privacy, and takes neither living ones nor those in the recycle bin for them (F44)', async () => {
  const ids = (await hubspot.query<{ id: string }>(`select id::text as id from hubspot.records where portal_id = 4711001 and object_type = '0-1' order by id limit 3`)).map(({ id }) => id);
  const [living, binned, erased] = ids as [string, string, string];
  await sendWebhooks(test.origin, ids.map((id) => wireEvent({ objectId: Number(id) })));
  await eventually(async () => (await changesOf(test)).length === 3);
  // Nobody told us of these.
  await hubspot.query(`update hubspot.records set archived_at = now() where portal_id = 4711001 and object_type = '0-1' and id = $1`, [binned]);
  await hubspot.query(`delete from hubspot.records where portal_id = 4711001 and object_type = '0-1' and id = $1`, [erased]);

  const found = await catchUp(test.app.context, PortalId.parse('4711001'), AbortSignal.timeout(30_000));
  const again = await catchUp(test.app.context, PortalId.parse('4711001'), AbortSignal.timeout(30_000));

  expect(found).toEqual({ asked: 3, lost: 1 });
  const stateOf = async (id: string): Promise<string | undefined> => (await changesOf(test)).find(({ object_id }) => object_id === id)?.state;
  await eventually(async () => (await stateOf(erased)) === 'erased');
  expect(await stateOf(living)).toBe('unknown');
  expect(await stateOf(binned)).toBe('unknown');
  expect(again.asked).toBeGreaterThanOrEqual(2);
});
