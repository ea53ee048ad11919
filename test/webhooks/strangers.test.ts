import { afterAll, beforeAll, expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { sweepPortals } from '../../src/privacy/index.ts';
import { sendWebhooks, wireEvent } from '../support/send-webhooks.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';

const STRANGER = '4799001';
const DAY_MS = 86_400_000;

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ works: false });
  await test.pretendInstalled('4711001');
});
afterAll(async () => test?.close());

const drops = (): Promise<number> => test.app.context.database.inPortal(PortalId.parse(STRANGER), (tx) => tx.webhookDrop.count());
const places = async (): Promise<string[]> => (await test.app.context.database.pool.query<{ id: string }>('select portal_id::text as id from sweep_line order by 1')).rows.map(({ id }) => id);
const sweepIn = (days: number): Promise<void> => sweepPortals({ ...test.app.context, now: () => Date.now() + days * DAY_MS }, AbortSignal.timeout(20_000));

it('what was counted of a portal that never installed is deleted after its 30 days, and then nothing names the portal (T32)', async () => {
  for (let repeat = 0; repeat < 2; repeat += 1) expect(await sendWebhooks(test.origin, [wireEvent({ portalId: Number(STRANGER) })])).toBe(204);
  expect(await drops()).toBe(1);

  await sweepIn(2);
  expect([await drops(), await places()]).toEqual([1, ['4711001', STRANGER]]);

  await sweepIn(32);
  expect([await drops(), await places()]).toEqual([0, ['4711001']]);
});
