import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inboxOf, sendWebhooks, wireEvent } from '../support/send-webhooks.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';

/** What HubSpot's certification asks of the address that its webhooks come to. */
const A_SECOND = 150;
const SECONDS = 4;
const EVENTS = 3;

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ works: false });
  await test.pretendInstalled('4711001');
});
afterAll(async () => test?.close());

it('150 requests a second are all taken, without a 5xx and with every event stored (F40, H9, H10)', async () => {
  const answers: Promise<number>[] = [];
  for (let second = 0; second < SECONDS; second += 1) {
    for (let n = 0; n < A_SECOND; n += 1) answers.push(sendWebhooks(test.origin, Array.from({ length: EVENTS }, () => wireEvent())));
    await delay(1_000);
  }

  const statuses = await Promise.all(answers);
  expect(statuses.filter((status) => status !== 204)).toEqual([]);
  expect(await inboxOf(test)).toHaveLength(A_SECOND * SECONDS * EVENTS);
});
