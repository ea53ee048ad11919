import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRunner, type Enrolment, type WorkflowRunner } from '../../../sandbox/hubspot/workflows/create-runner.ts';
import { durationMs } from '../../../sandbox/hubspot/workflows/duration-ms.ts';

let app: Server;
let outputs: Record<string, unknown>;
let now: number;
let runner: WorkflowRunner;
beforeEach(async () => {
  outputs = { hs_execution_state: 'BLOCK' };
  now = 1_795_000_000_000;
  app = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ outputFields: outputs })));
  }).listen(0, '127.0.0.1');
  await once(app, 'listening');
  runner = createRunner({ appId: 1, secret: 's', now: () => now });
});
afterEach(() => new Promise((resolve) => app.close(resolve).closeAllConnections()));

function enrolment(): Enrolment {
  const deliverTo = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  return { portalId: 1, objectType: 'CONTACT', objectId: 7, inputFields: {}, actionUrl: 'https://app.example/action', deliverTo };
}

it('a workflow waits for as long as the app said, and takes no completion after that', async () => {
  outputs = { hs_execution_state: 'BLOCK', hs_expiration_duration: 'PT1H' };
  const [early, late] = [await runner.enrol(enrolment()), await runner.enrol(enrolment())];

  now += 3_599_000;
  expect(runner.complete(1, early.callbackId, { hs_execution_state: 'SUCCESS' })).toBeNull();
  now += 1_000;
  expect(runner.complete(1, late.callbackId, { hs_execution_state: 'SUCCESS' })).toBe('ended');
});

it('a duration that is none is the app’s fault', async () => {
  outputs = { hs_execution_state: 'BLOCK', hs_expiration_duration: 'one week' };

  await expect(runner.enrol(enrolment())).rejects.toThrow('one week');
});

it.each([['P1W', 604_800_000], ['P1WT1H', 608_400_000], ['PT90S', 90_000], ['P2DT3M', 172_980_000], ['P', undefined], ['PT', undefined], ['1W', undefined], ['P1Y', undefined], ['PT0S', undefined]] as const)('reads %s', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});
