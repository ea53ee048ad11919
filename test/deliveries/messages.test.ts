import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DestinationSettings } from '#contract';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { deliverJob } from '../../src/deliveries/index.ts';
import { ROWS, startDeliveryWorld } from '../support/delivery-world.ts';
import type { DeliveryWorld } from '../support/delivery-world.ts';
import { drop, startReceiver, status } from '../support/scripted-receiver.ts';
import type { Receiver } from '../support/scripted-receiver.ts';
import { SAM } from '../support/start-test-app.ts';

let world: DeliveryWorld;
let receiver: Receiver;
beforeAll(async () => { world = await startDeliveryWorld(); });
afterAll(async () => world?.test.close());
beforeEach(async () => { receiver = await startReceiver(); });
afterEach(async () => receiver?.close());

type Told = 'webhook' | 'slack' | 'teams';
const settings = (kind: Told): DestinationSettings => ({ kind, url: `${receiver.url}/in/T1` });

describe('a signed webhook', () => {
  it('is signed as Standard Webhooks has it, says what was made and holds no way to the file (N2)', async () => {
    const { id, secret } = await world.add(settings('webhook'));
    const jobId = await world.exportTo(id);
    const delivery = await world.tryOut(jobId);

    expect(delivery).toMatchObject({ state: 'sent', attempts: 1 });
    const [{ headers, body }] = receiver.received as [(typeof receiver.received)[number]];
    expect(headers['webhook-id']).toBe(delivery.receipt);
    expect(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(60);
    // Checked apart from the code that signs: the secret is base64 behind `whsec_`.
    const key = Buffer.from(secret!.slice('whsec_'.length), 'base64');
    expect(key.length).toBe(32);
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64')}`);
    expect(JSON.parse(body)).toMatchObject({ type: 'export.ready', data: { jobId, portalId: SAM.portalId, userEmail: SAM.userEmail, file: { rows: ROWS } } });
    expect(body).not.toMatch(/\/files\/|token/);
  });

  it('keeps its number over all tries, so that a receiver that took it and said nothing knows the second one (F48)', async () => {
    receiver.answer = drop;
    const jobId = await world.exportTo((await world.add(settings('webhook'))).id);
    expect(await world.tried(jobId)).toMatchObject({ state: 'pending', attempts: 1, reason: 'The connection broke before an answer came.' });
    receiver.answer = status(204);

    expect(await world.tryOut(jobId)).toMatchObject({ state: 'sent', attempts: 2 });
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(receiver.received).toHaveLength(2);
  });

  it('is sent again under its number when the worker died while sending, because the receiver knows it (F48)', async () => {
    const jobId = await world.exportTo((await world.add(settings('webhook'))).id);
    const { id: deliveryId } = await world.tryOut(jobId);
    const portalId = PortalId.parse(SAM.portalId);
    await world.test.app.context.database.inPortal(portalId, (tx) => tx.delivery.update({ where: { id: deliveryId }, data: { state: 'sending', sentAt: null } }));

    await deliverJob.run(world.test.app.context, { portalId, deliveryId }, AbortSignal.timeout(10_000));

    expect(await world.tried(jobId)).toMatchObject({ state: 'sent', attempts: 2 });
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(receiver.received).toHaveLength(2);
  });

  it('is given up after seven tries, with the last reason, and can be sent again by a click that counts once', async () => {
    receiver.answer = status(500);
    const { id } = await world.add(settings('webhook'));
    const jobId = await world.exportTo(id);
    expect(await world.tryOut(jobId)).toMatchObject({ state: 'failed', attempts: 7, reason: 'The other side has a problem (500).' });
    receiver.answer = status(200);

    const click = 'one-click-0123456789';
    const twice = await Promise.all([world.resend(jobId, id, click), world.resend(jobId, id, click)]);
    expect(new Set(twice.map((delivery) => delivery.id)).size).toBe(1);
    expect(await world.tryOut(jobId)).toMatchObject({ state: 'sent', attempts: 1 });
    expect((await world.resend(jobId, id, click)).state).toBe('sent');

    expect(receiver.received).toHaveLength(8);
    const { entries } = await world.test.ask('list-audit', {});
    expect(entries.filter(({ action, subject }) => action === 'delivery.asked' && subject === jobId)).toHaveLength(1);
  });

  it('follows no redirect (T36)', async () => {
    const elsewhere = await startReceiver();
    receiver.answer = status(307, { location: `${elsewhere.url}/stolen` });
    const jobId = await world.exportTo((await world.add(settings('webhook'))).id);

    expect(await world.tried(jobId)).toMatchObject({ state: 'failed', attempts: 1, reason: expect.stringContaining('leads to another one') });
    expect(elsewhere.received).toEqual([]);
    await elsewhere.close();
  });

  it('switches the destination off when the receiver says that it is gone for good', async () => {
    receiver.answer = status(410);
    const { id } = await world.add(settings('webhook'));
    expect(await world.tried(await world.exportTo(id))).toMatchObject({ state: 'failed', attempts: 1 });

    const { destinations } = await world.test.ask('list-destinations', {});
    expect(destinations.find((destination) => destination.id === id)).toMatchObject({ state: 'disabled', off: 'An admin has switched it off.' });
  });

  it('waits as long as the receiver asks, at most an hour', async () => {
    receiver.answer = status(429, { 'retry-after': '120' });
    const jobId = await world.exportTo((await world.add(settings('webhook'))).id);
    const { nextAt } = await world.tried(jobId);

    expect(Date.parse(nextAt!) - Date.now()).toBeGreaterThan(100_000);
    expect(Date.parse(nextAt!) - Date.now()).toBeLessThan(121_000);
  });

  it('does not go to places inside, whatever the name says (T34, T36)', async () => {
    for (const url of ['http://169.254.169.254/latest/meta-data', 'http://10.0.0.7/', 'http://[::1]:1/', 'http://2130706433/']) {
      const jobId = await world.exportTo((await world.add({ kind: 'webhook', url })).id);
      expect(await world.tried(jobId), url).toMatchObject({ state: 'pending', reason: 'Nobody answers at this address.' });
    }
    const { reply } = await world.test.call('add-destination', { name: 'x', settings: { kind: 'webhook', url: 'https://user:pass@hooks.example/' } });
    expect(reply).toMatchObject({ ok: false, error: { code: 'request.invalid' } });
  });
});

describe('a message to a channel', () => {
  it.each([['slack', 'ok'], ['teams', '']] as const)('in %s says what is ready, with the record’s page and no link to the file', async (kind, answer) => {
    receiver.answer = status(200, {}, answer);
    const jobId = await world.exportTo((await world.add(settings(kind))).id);

    expect(await world.tryOut(jobId)).toMatchObject({ state: 'sent', attempts: 1 });
    expect(receiver.received).toHaveLength(1);
    const { body } = receiver.received[0]!;
    expect(body).toContain('1,500 rows');
    expect(body).toContain('/contacts/4711001/record/0-2/77');
    expect(body).not.toContain('/files/');
  });

  it.each(['slack', 'teams'] as const)('in %s is shown as uncertain, and never sent twice, when it was taken and no answer came (F48)', async (kind) => {
    receiver.answer = drop;
    const jobId = await world.exportTo((await world.add(settings(kind))).id);

    expect(await world.tried(jobId)).toMatchObject({ state: 'uncertain', attempts: 1 });
    await world.tryNow(jobId);
    expect(receiver.received).toHaveLength(1);
  });

  it.each(['slack', 'teams'] as const)('in %s is shown as uncertain when the worker died while it was being sent', async (kind) => {
    receiver.answer = status(200, {}, 'ok');
    const { id } = await world.add(settings(kind));
    const jobId = await world.exportTo(id);
    const { id: deliveryId } = await world.tried(jobId);
    // What a worker that was killed leaves behind.
    await world.test.app.context.database.inPortal(PortalId.parse(SAM.portalId), (tx) => tx.delivery.update({ where: { id: deliveryId }, data: { state: 'sending', sentAt: null } }));
    receiver.received.length = 0;

    await deliverJob.run(world.test.app.context, { portalId: PortalId.parse(SAM.portalId), deliveryId }, AbortSignal.timeout(10_000));

    expect(await world.tried(jobId)).toMatchObject({ state: 'uncertain' });
    expect(receiver.received).toEqual([]);
  });

  it.each([
    ['slack', status(404, {}, 'no_service'), 'failed'],
    ['slack', status(503, {}, 'later'), 'pending'],
    ['slack', status(502), 'uncertain'],
    ['slack', status(200, {}, 'something else'), 'uncertain'],
    ['teams', status(200, {}, 'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429'), 'pending'],
    ['teams', status(400), 'failed'],
  ] as const)('to %s is judged by the answer, not by hope (%#)', async (kind, answer, state) => {
    receiver.answer = answer;
    const jobId = await world.exportTo((await world.add(settings(kind))).id);

    expect(await world.tried(jobId)).toMatchObject({ state, attempts: 1 });
  });

  it('is tried again when nobody was there, because then nothing can have been read', async () => {
    const { id } = await world.add(settings('slack'));
    const { url } = receiver;
    await receiver.close();
    const jobId = await world.exportTo(id);
    expect(await world.tried(jobId)).toMatchObject({ state: 'pending', reason: 'Nobody answers at this address.' });
    expect(url).toContain('127.0.0.1');
  });
});
