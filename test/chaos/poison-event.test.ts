import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MOST_ATTEMPTS } from '../../src/webhooks/work-round.ts';
import { eventually } from '../support/eventually.ts';
import { changesOf, inboxOf, sendWebhooks, wireEvent } from '../support/send-webhooks.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startWorkerProcess } from '../support/worker-process.ts';
import type { WorkerProcess } from '../support/worker-process.ts';

const POISON = 666;
const PORTALS = ['4711001', '4711002'] as const;

let hubspot: Server;
let test: TestApp;
let worker: WorkerProcess | null = null;
let deaths = 0;

/** Whoever works on the poison event asks HubSpot for its record, and dies of the question. */
beforeAll(async () => {
  hubspot = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
      const { inputs = [] } = JSON.parse(Buffer.concat(pieces).toString() || '{}') as { inputs?: { id: string }[] };
      if (inputs.some(({ id }) => id === String(POISON)) && worker !== null) {
        deaths += 1;
        worker.child.kill('SIGKILL');
        return;
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ status: 'COMPLETE', results: [], startedAt: '2026-11-28T00:00:00Z', completedAt: '2026-11-28T00:00:00Z' }));
    });
  });
  hubspot.listen(0, '127.0.0.1');
  await once(hubspot, 'listening');
  test = await startTestApp({ works: false, hubspotApiUrl: `http://127.0.0.1:${(hubspot.address() as AddressInfo).port}`, environment: { LEASE_SECONDS: '1' } });
  for (const portal of PORTALS) await test.pretendInstalled(portal);
});
afterAll(async () => {
  await worker?.kill();
  await test?.close();
  await new Promise((resolve) => hubspot?.close(resolve).closeAllConnections());
});

/** The lease has ended and another try is due, of few events: the test does not sit through the pauses, nor start a process for each halving. */
async function letTimePass(portal: string): Promise<void> {
  const client = await test.app.context.database.pool.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('app.portal_id', $1, true)`, [portal]);
    await client.query(`update webhook_events set ready_at = clock_timestamp() where state = 'pending'`);
    await client.query(`update webhook_line set ready_at = clock_timestamp(), held_until = clock_timestamp(), batch = least(batch, 8) where portal_id = $1`, [portal]);
    await client.query('commit');
  } finally {
    client.release();
  }
}

it('F43 an event that kills the process of its worker, again and again, is put aside after its tries; every other event has its one effect, also of the same record and of other portals', async () => {
  const gone = (objectId: number, change = {}): ReturnType<typeof wireEvent> => wireEvent({ subscriptionType: 'object.deletion', objectId, ...change });
  const before = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? wireEvent() : gone(9_000 + index)));
  const others = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? wireEvent() : gone(9_500 + index)));
  const later = wireEvent({ objectId: POISON, occurredAt: Date.now() + 1 });
  const elsewhere = Array.from({ length: 5 }, () => wireEvent({ portalId: Number(PORTALS[1]) }));
  expect(await sendWebhooks(test.origin, [...before, gone(POISON), later, ...others, ...elsewhere])).toBe(204);

  while (!(await inboxOf(test)).every(({ state }) => state !== 'pending')) {
    worker = await startWorkerProcess(test.environment, { bundled: true });
    const { ended } = worker;
    // It ends when it met the event, and when nothing is left to be done it lives.
    await Promise.race([ended, eventually(async () => (await inboxOf(test)).every(({ state }) => state !== 'pending'))]);
    await letTimePass(PORTALS[0]);
    if (deaths > 20) throw new Error('the poison event is tried for ever');
  }

  const poison = (await inboxOf(test)).find(({ object_id, kind }) => object_id === String(POISON) && kind.endsWith('.deletion'))!;
  expect(poison).toMatchObject({ state: 'quarantined', attempts: MOST_ATTEMPTS, reason: `its worker died ${MOST_ATTEMPTS} times` });
  expect(deaths).toBeGreaterThanOrEqual(MOST_ATTEMPTS);
  const effects = new Map((await changesOf(test)).map(({ object_id, events }) => [object_id, events]));
  expect(effects).toEqual(new Map([...before, ...others, later].map(({ objectId }) => [String(objectId), '1'])));
  expect((await changesOf(test, PORTALS[1])).map(({ events }) => events)).toEqual(elsewhere.map(() => '1'));
}, 180_000);
