import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SPECIAL } from '../../../sandbox/hubspot/index.ts';
import { eventually } from '../../support/eventually.ts';
import { startFake, withSettings, type Fake, type Wire } from './start-fake.ts';

const TARGET = 'https://api.siderail.example/webhooks/hubspot';
type Delivery = { body: string; headers: IncomingMessage['headers']; events: Wire[] };

let deliveries: Delivery[] = [];
let answer: (delivery: Delivery) => number | 'hang' = () => 204;
let most = { now: 0, ever: 0 };
let holdMs = 0;
const receiver = createServer((request, response) => {
  most.now += 1;
  most.ever = Math.max(most.ever, most.now);
  let body = '';
  request.setEncoding('utf8').on('data', (text: string) => (body += text)).on('end', () => {
    const delivery = { body, headers: request.headers, events: JSON.parse(body) as Wire[] };
    deliveries.push(delivery);
    setTimeout(() => {
      most.now -= 1;
      const status = answer(delivery);
      if (status !== 'hang') response.writeHead(status).end();
    }, holdMs);
  });
});

let fake: Fake;
let token: string;
beforeAll(async () => {
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  fake = await startFake({
    webhooks: {
      targetUrl: TARGET, deliverTo: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks/hubspot`,
      subscriptions: [
        { subscriptionType: 'object.creation', objectType: 'contact' }, { subscriptionType: 'object.propertyChange', objectType: 'contact', propertyName: 'firstname' },
        { subscriptionType: 'object.deletion', objectType: 'contact' }, { subscriptionType: 'object.associationChange', objectType: 'contact' },
        { subscriptionType: 'contact.privacyDeletion' },
      ],
    },
  });
  Object.assign(fake.hubspot.settings, { limits: false, webhookRepeats: 0, webhookDisorder: false });
  token = (await fake.install()).access;
});
afterAll(async () => {
  await fake?.stop();
  receiver.closeAllConnections();
  receiver.close();
});
beforeEach(() => {
  deliveries = [];
  answer = () => 204;
  holdMs = 0;
  most = { now: 0, ever: 0 };
});

const events = (): Wire[] => deliveries.flatMap((delivery) => delivery.events);
const types = (): string[] => events().map(({ subscriptionType }) => subscriptionType as string).sort();
const create = async (properties: Wire): Promise<string> => (await fake.call('POST', '/crm/objects/2026-09/contacts', token, { properties })).json.id as string;

describe('what the app is told', () => {
  it('tells of a creation, of the properties it subscribed to and of nothing else, with HubSpot’s fields', async () => {
    const id = await create({ email: 'hook.one@acme.example', firstname: 'Hook', lastname: 'One' });
    await fake.hubspot.webhooks.quiet();

    expect(types()).toEqual(['object.creation', 'object.propertyChange']);
    expect(events().find(({ subscriptionType }) => subscriptionType === 'object.propertyChange')).toMatchObject({
      portalId: 4711001, appId: 990001, objectId: Number(id), objectTypeId: '0-1', propertyName: 'firstname', propertyValue: 'Hook', occurredAt: fake.clock.now, attemptNumber: 0, changeSource: 'INTEGRATION', sourceId: '990001',
    });
    // Not unique: both events of one request share it.
    expect(new Set(events().map(({ eventId }) => eventId)).size).toBe(1);
  });

  it('tells of a change only when the value is another one, of a deletion, and of a link from both sides that are subscribed', async () => {
    const id = await create({ email: 'hook.two@acme.example', firstname: 'Hook' });
    await fake.hubspot.webhooks.quiet();
    deliveries = [];

    await fake.call('PATCH', `/crm/objects/2026-09/contacts/${id}`, token, { properties: { firstname: 'Hook', lastname: 'Two' } });
    await fake.call('PATCH', `/crm/objects/2026-09/contacts/${id}`, token, { properties: { firstname: 'Hooked' } });
    await fake.call('PUT', `/crm/objects/2026-09/contacts/${id}/associations/default/companies/${SPECIAL.companyId}`, token);
    await fake.call('DELETE', `/crm/objects/2026-09/contacts/${id}`, token);
    await fake.hubspot.webhooks.quiet();

    expect(types()).toEqual(['object.associationChange', 'object.deletion', 'object.propertyChange']);
    expect(events().find(({ subscriptionType }) => subscriptionType === 'object.associationChange')).toMatchObject({ associationType: 'CONTACT_TO_COMPANY', fromObjectId: Number(id), toObjectId: Number(SPECIAL.companyId), associationRemoved: false });
  });

  it('tells of a privacy deletion twice: as itself, in the classic form, and as a deletion (H20)', async () => {
    const id = await create({ email: 'hook.three@acme.example' });
    await fake.hubspot.webhooks.quiet();
    deliveries = [];

    expect((await fake.call('POST', '/crm/objects/2026-09/contacts/gdpr-delete', token, { objectId: id })).status).toBe(204);
    await fake.hubspot.webhooks.quiet();

    expect(types()).toEqual(['contact.privacyDeletion', 'object.deletion']);
    expect(events().find(({ subscriptionType }) => subscriptionType === 'contact.privacyDeletion')).not.toHaveProperty('objectTypeId');
    expect((await fake.call('GET', `/crm/objects/2026-09/contacts/${id}?archived=true`, token)).status).toBe(404);
  });

  it('tells nothing of a request that was refused, and nothing when a portal has not installed the app', async () => {
    await fake.call('POST', '/crm/objects/2026-09/contacts', token, { properties: { email: 'hook.four@acme.example', nope: '1' } });
    await fake.hubspot.webhooks.tell(4711002, [{ what: 'creation', objectTypeId: '0-1', objectId: '1' }], 'CRM_UI');
    await fake.hubspot.webhooks.quiet();

    expect(deliveries).toEqual([]);
  });
});

describe('how it is delivered (H9)', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => ({ what: 'creation' as const, objectTypeId: '0-1' as const, objectId: String(index + 1) }));

  it('signs v3 over the public address, and v1 beside it', async () => {
    await fake.hubspot.webhooks.tell(4711001, many(1), 'CRM_UI');
    await fake.hubspot.webhooks.quiet();

    const { body, headers } = deliveries[0]!;
    const base = `POST${TARGET}${body}${String(headers['x-hubspot-request-timestamp'])}`;
    expect(headers['x-hubspot-signature-v3']).toBe(createHmac('sha256', 'sandbox-secret').update(base).digest('base64'));
    expect(headers['x-hubspot-signature-version']).toBe('v1');
  });

  it('sends at most 100 events at once and 10 deliveries side by side', async () => {
    holdMs = 50;
    await fake.hubspot.webhooks.tell(4711001, many(2_450), 'CRM_UI');
    await fake.hubspot.webhooks.quiet();

    expect(deliveries).toHaveLength(25);
    expect(Math.max(...deliveries.map((delivery) => delivery.events.length))).toBe(100);
    expect(most.ever).toBe(10);
  });

  it('comes again after an error with a higher attemptNumber, ten times at most', async () => {
    withSettings(fake.hubspot, { webhookRetryScale: 0.000_000_1 });
    let refusals = 3;
    answer = () => (refusals-- > 0 ? 500 : 204);
    await fake.hubspot.webhooks.tell(4711001, many(2), 'CRM_UI');
    await fake.hubspot.webhooks.quiet();
    expect(deliveries.map((delivery) => delivery.events[0].attemptNumber)).toEqual([0, 1, 2, 3]);

    deliveries = [];
    answer = () => 404;
    await fake.hubspot.webhooks.tell(4711001, many(2), 'CRM_UI');
    await fake.hubspot.webhooks.quiet();
    expect(deliveries).toHaveLength(11);
    expect(fake.hubspot.webhooks.stats().givenUp).toBe(2);
  });

  it('repeats what was accepted and mixes the order when told to', async () => {
    withSettings(fake.hubspot, { webhookRepeats: 1, webhookDisorder: true });
    await fake.hubspot.webhooks.tell(4711001, many(100), 'CRM_UI');

    await eventually(() => deliveries.length === 2);

    const ids = deliveries[0]!.events.map(({ objectId }) => objectId as number);
    expect(ids).not.toEqual([...ids].sort((one, other) => one - other));
    expect(deliveries[1]!.events.map(({ objectId }) => objectId as number)).toEqual(ids);
  });
});
