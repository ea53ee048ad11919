import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { ADMIN, BEN, EVE, EVERYBODY, ORDERS, startAccessWorld } from '../support/access-world.ts';
import type { AccessWorld } from '../support/access-world.ts';
import { eventually } from '../support/eventually.ts';
import { everythingStored } from '../support/everything-stored.ts';
import { startReceiver, status } from '../support/scripted-receiver.ts';
import type { Receiver } from '../support/scripted-receiver.ts';

let world: AccessWorld;
let receiver: Receiver;
let place: { id: string; secret: string };
beforeAll(async () => {
  world = await startAccessWorld();
  receiver = await startReceiver();
  const { destination, secret } = await world.test.ask('add-destination', { name: 'Warehouse', settings: { kind: 'webhook', url: `${receiver.url}/secret-path` } }, ADMIN);
  place = { id: destination.id, secret: secret! };
});
afterAll(async () => {
  await world?.close();
  await receiver?.close();
});

async function settled(jobId: string): Promise<{ state: string; reason: string | null; attempts: number }> {
  return eventually(async () => {
    const last = (await world.test.ask('list-deliveries', { jobId }, BEN)).deliveries.at(-1)!;
    return last.attempts > 0 && last.state !== 'sending' ? last : null;
  });
}

describe('a destination', () => {
  it('is added, changed, tested, switched off and removed by admins only, and shows others its name and nothing else', async () => {
    const refused = { ok: false, error: { code: 'access.admin_only' } };
    expect((await world.test.call('add-destination', { name: 'Mine', settings: { kind: 'task' } }, BEN)).reply).toMatchObject(refused);
    expect((await world.test.call('test-destination', { destinationId: place.id }, BEN)).reply).toMatchObject(refused);
    expect((await world.test.call('switch-destination', { destinationId: place.id, state: 'disabled' }, BEN)).reply).toMatchObject(refused);
    expect((await world.test.call('get-destination', { destinationId: place.id }, BEN)).reply).toMatchObject(refused);
    expect((await world.test.call('update-destination', { destinationId: place.id, name: 'Mine', settings: { kind: 'webhook' } }, BEN)).reply).toMatchObject(refused);
    expect((await world.test.call('rotate-destination-secret', { destinationId: place.id }, BEN)).reply).toMatchObject(refused);
    expect((await world.test.call('remove-destination', { destinationId: place.id }, BEN)).reply).toMatchObject(refused);

    expect(await world.test.ask('list-destinations', {}, BEN)).toEqual({ admin: false, destinations: [{ id: place.id, name: 'Warehouse', kind: 'webhook', state: 'active', off: null, place: null, tells: true, last: null }] });
    expect((await world.test.ask('list-destinations', {}, ADMIN)).destinations[0]!.place).toBe(new URL(receiver.url).host);
    expect((await world.test.ask('list-destinations', {}, EVE)).destinations).toEqual([]);
  });

  it('is stored without a readable secret or address', async () => {
    for (const { where, text } of await everythingStored(world.test)) {
      expect(text, where).not.toContain('secret-path');
      expect(text, where).not.toContain(place.secret.slice('whsec_'.length));
    }
  });

  it('of another portal is no destination, for a start and for a resend (T13)', async () => {
    const foreign = (await world.test.ask('add-destination', { name: 'Eve’s', settings: { kind: 'webhook', url: 'https://eve.example/' } }, EVE)).destination.id;
    await world.setPolicy({});
    const { job } = await world.test.ask('start-export', world.request(), BEN);
    for (const destinationId of [foreign, randomUUID()]) {
      expect((await world.test.call('start-export', { ...world.request(), deliverTo: [destinationId] }, BEN)).reply).toMatchObject({ ok: false, error: { code: 'destination.unknown' } });
      expect((await world.test.call('resend-delivery', { requestId: randomUUID(), jobId: job.id, destinationId }, BEN)).reply).toMatchObject({ ok: false, error: { code: 'destination.unknown' } });
    }
  });

  it('that can only be used with a scope HubSpot did not give is off, with the reason', async () => {
    const { destination } = await world.test.ask('add-destination', { name: 'Task', settings: { kind: 'task' } }, EVE);
    expect(destination.off).toBeNull();
    await world.test.app.context.database.inPortal(PortalId.parse(EVE.portalId), (tx) => tx.install.updateMany({ data: { scopes: ['oauth', 'crm.objects.contacts.read'] } }));

    const { destinations } = await world.test.ask('list-destinations', {}, EVE);
    expect(destinations.find(({ kind }) => kind === 'task')!.off).toContain('was not given access');
  });

  it('that is tested too often is not tested any more', async () => {
    const receives = receiver.received.length;
    for (let round = 0; round < 10; round += 1) expect(await world.test.ask('test-destination', { destinationId: place.id }, ADMIN)).toMatchObject({ works: true });
    expect((await world.test.call('test-destination', { destinationId: place.id }, ADMIN)).reply).toMatchObject({ ok: false, error: { code: 'destination.too_many_tests' } });
    expect(receiver.received.length - receives).toBe(10);
  });
});

describe('whoever lost the right to a table', () => {
  it('gets nothing sent any more, neither at the next try nor by a resend (T18)', async () => {
    await world.setPolicy({});
    receiver.answer = status(503);
    const { job } = await world.test.ask('start-export', { ...world.request(), deliverTo: [place.id] }, BEN);
    expect(await settled(job.id)).toMatchObject({ state: 'pending' });
    await world.setPolicy({ rules: [{ about: 'export', who: EVERYBODY, ...ORDERS, effect: 'deny' }] });
    receiver.answer = status(200);
    receiver.received.length = 0;

    const after = await eventually(async () => {
      const [last] = (await world.test.ask('list-deliveries', { jobId: job.id }, BEN)).deliveries;
      return last!.state === 'failed' ? last! : null;
    });

    expect(after.reason).toContain('You may not export this table');
    expect((await world.test.call('resend-delivery', { requestId: randomUUID(), jobId: job.id, destinationId: place.id }, BEN)).reply).toMatchObject({ ok: false, error: { code: 'access.refused' } });
    expect(receiver.received).toEqual([]);
  });
});
