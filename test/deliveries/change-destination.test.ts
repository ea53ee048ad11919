import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DestinationSettings } from '#contract';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { eventually } from '../support/eventually.ts';
import { exportRequest, jobIn, startNumbersApp } from '../support/numbers-app.ts';
import { brokenSource, numbersSource } from '../support/numbers-source.ts';
import type { NumbersSource } from '../support/numbers-source.ts';
import { startReceiver, status } from '../support/scripted-receiver.ts';
import type { Receiver } from '../support/scripted-receiver.ts';
import { SAM } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';

let test: TestApp;
let source: NumbersSource;
let receiver: Receiver;
beforeAll(async () => {
  source = numbersSource({ rows: 1_500, parts: 1, batch: 500, secondsEach: 1 });
  test = await startNumbersApp(source);
});
afterAll(async () => test?.close());
beforeEach(async () => {
  receiver = await startReceiver();
  source.beforeBatch = async () => undefined;
});
afterEach(async () => receiver?.close());

async function add(settings: DestinationSettings): Promise<{ id: string; secret: string | null; name: string }> {
  const { destination, secret } = await test.ask('add-destination', { name: `Place ${randomUUID().slice(0, 8)}`, settings });
  return { id: destination.id, secret, name: destination.name };
}

async function exportTo(id: string): Promise<string> {
  return (await test.ask('start-export', { ...exportRequest(), deliverTo: [id] })).job.id;
}

const HOST_KEY = `SHA256:${'A'.repeat(43)}`;
const SFTP: DestinationSettings = { kind: 'sftp', host: 'files.example', port: 22, user: 'acme', password: 'first-secret', hostKey: HOST_KEY, folder: '/in' };
const { password: _given, ...WITHOUT } = SFTP as Extract<DestinationSettings, { kind: 'sftp' }>;

describe('a destination that is changed', () => {
  it('keeps its password where host, port, user and key stay, and never shows it', async () => {
    const { id } = await add(SFTP);
    const changed = await test.ask('update-destination', { destinationId: id, name: `Archive ${id}`, settings: { ...WITHOUT, folder: '/out' } });

    expect(changed).toMatchObject({ destination: { name: `Archive ${id}` }, secret: null });
    const shown = await test.ask('get-destination', { destinationId: id });
    expect(shown.settings).toEqual({ ...WITHOUT, folder: '/out' });
    expect(JSON.stringify(shown)).not.toContain('first-secret');
  });

  it.each([['host', { host: 'evil.example' }], ['port', { port: 2222 }], ['user', { user: 'root' }], ['key', { hostKey: `SHA256:${'B'.repeat(43)}` }]] as const)('asks for its password again when its %s is another one, and stays as it was (T40)', async (_what, other) => {
    const { id, name } = await add(SFTP);

    const { reply } = await test.call('update-destination', { destinationId: id, name, settings: { ...WITHOUT, ...other } });

    expect(reply).toMatchObject({ ok: false, error: { code: 'request.invalid', fix: 'Enter the password or key for the new place.' } });
    expect((await test.ask('get-destination', { destinationId: id })).settings).toEqual(WITHOUT);
  });

  it('takes a bucket’s key along to another folder and to no other endpoint (T40)', async () => {
    const s3 = { kind: 's3', bucket: 'acme-files', region: 'eu-central-1', folder: 'in', accessKeyId: 'AKIA1' } as const;
    const { id, name } = await add({ ...s3, secretAccessKey: 'bucket-secret' });
    await test.ask('update-destination', { destinationId: id, name, settings: { ...s3, folder: 'out' } });

    for (const other of [{ endpoint: 'https://evil.example' }, { region: 'us-east-1' }, { accessKeyId: 'AKIA2' }]) {
      expect((await test.call('update-destination', { destinationId: id, name, settings: { ...s3, ...other } })).reply, JSON.stringify(other)).toMatchObject({ ok: false, error: { code: 'request.invalid' } });
    }
  });

  it('signs with a new secret when its webhook leads to another host, so that the old receiver can forge nothing', async () => {
    const { id, secret, name } = await add({ kind: 'webhook', url: `${receiver.url}/old` });
    expect((await test.ask('update-destination', { destinationId: id, name, settings: { kind: 'webhook', url: `${receiver.url}/new` } })).secret).toBeNull();

    const moved = await test.ask('update-destination', { destinationId: id, name, settings: { kind: 'webhook', url: 'https://elsewhere.example/in' } });

    expect(moved.secret).toMatch(/^whsec_/);
    expect(moved.secret).not.toBe(secret);
    expect(moved.destination.place).toBe('elsewhere.example');
  });

  it('becomes no other kind, and takes no name that is taken', async () => {
    const [one, other] = [await add(SFTP), await add({ kind: 'task' })];
    expect((await test.call('update-destination', { destinationId: one.id, name: one.name, settings: { kind: 'task' } })).reply).toMatchObject({ ok: false, error: { code: 'request.invalid' } });
    expect((await test.call('update-destination', { destinationId: one.id, name: other.name, settings: WITHOUT })).reply).toMatchObject({ ok: false, error: { message: 'There is already a destination of this name.' } });
  });
});

describe('a webhook whose secret is replaced', () => {
  it('signs with both for a day, then with the new one alone (Standard Webhooks)', async () => {
    const { id, secret } = await add({ kind: 'webhook', url: `${receiver.url}/in` });
    const rotated = await test.ask('rotate-destination-secret', { destinationId: id });
    await test.ask('test-destination', { destinationId: id });

    expect((await test.ask('get-destination', { destinationId: id })).oldSecretUntil).toBe(rotated.until);
    const [message] = receiver.received;
    const sign = (with_: string): string => `v1,${createHmac('sha256', Buffer.from(with_.slice('whsec_'.length), 'base64')).update(`${message!.headers['webhook-id']}.${message!.headers['webhook-timestamp']}.${message!.body}`).digest('base64')}`;
    expect(String(message!.headers['webhook-signature']).split(' ')).toEqual([sign(rotated.secret), sign(secret!)]);
    expect(Date.parse(rotated.until) - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
    expect(Date.parse(rotated.until) - Date.now()).toBeLessThan(24.1 * 3_600_000);
    expect((await test.call('rotate-destination-secret', { destinationId: (await add({ kind: 'task' })).id })).reply).toMatchObject({ ok: false, error: { code: 'request.invalid' } });
  });
});

describe('a destination that is removed', () => {
  it('keeps nothing of its settings, frees its name and gives up what waited for it by that reason', async () => {
    const { id, name } = await add({ kind: 'webhook', url: `${receiver.url}/secret-way` });
    receiver.answer = status(503);
    const jobId = await exportTo(id);
    await jobIn(test, jobId, 'ready');
    await eventually(async () => ((await test.ask('list-deliveries', { jobId })).deliveries[0]?.state === 'pending' ? true : null));
    const received = receiver.received.length;

    await test.ask('remove-destination', { destinationId: id });

    expect((await test.ask('list-deliveries', { jobId })).deliveries).toMatchObject([{ state: 'failed', reason: 'An admin has removed this destination.' }]);
    expect((await test.ask('list-destinations', {})).destinations.map((one) => one.id)).not.toContain(id);
    const row = await test.app.context.database.inPortal(PortalId.parse(SAM.portalId), (tx) => tx.destination.findUniqueOrThrow({ where: { id } }));
    expect(row.sealedSettings).toBe('');
    for (const route of ['get-destination', 'test-destination', 'rotate-destination-secret', 'remove-destination'] as const) {
      expect((await test.call(route, { destinationId: id })).reply, route).toMatchObject({ ok: false, error: { code: 'destination.unknown' } });
    }
    expect((await test.call('switch-destination', { destinationId: id, state: 'active' })).reply).toMatchObject({ ok: false, error: { code: 'destination.unknown' } });
    expect((await test.ask('add-destination', { name, settings: { kind: 'task' } })).destination.name).toBe(name);
    expect(receiver.received).toHaveLength(received);
  });
});

describe('an export that brings no file', () => {
  const told = (jobId: string) => eventually(async () => {
    const deliveries = (await test.ask('list-deliveries', { jobId })).deliveries.filter(({ about }) => about !== 'ready');
    return deliveries.length > 0 && deliveries.every(({ state }) => state === 'sent') ? deliveries : null;
  });

  it.each(['webhook', 'slack', 'teams'] as const)('is told to %s, once for each of its ends, with the reason and its code', async (kind) => {
    receiver.answer = status(200, {}, 'ok');
    source.beforeBatch = async () => { throw brokenSource(); };
    const { id } = await add({ kind, url: `${receiver.url}/in` });
    const jobId = await exportTo(id);
    const { error } = await jobIn(test, jobId, 'failed');
    expect(await told(jobId)).toMatchObject([{ about: 'failed', attempts: 1 }]);

    expect(receiver.received).toHaveLength(1);
    expect(receiver.received[0]!.body).toContain(error.supportCode);
    if (kind === 'webhook') expect(JSON.parse(receiver.received[0]!.body)).toMatchObject({ type: 'export.failed', data: { jobId, reason: expect.stringContaining(error.message) } });
    source.beforeBatch = async () => undefined;
    await test.ask('retry-job', { jobId });
    await jobIn(test, jobId, 'ready');
    await eventually(async () => (receiver.received.length === 2 ? true : null));
    expect((await test.ask('list-deliveries', { jobId })).deliveries.map(({ about }) => about)).toEqual(['ready', 'failed']);
  });

  it('is told when its person cancels it', async () => {
    const [reached, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    source.beforeBatch = async () => {
      reached.resolve();
      await goOn.promise;
    };
    const jobId = await exportTo((await add({ kind: 'webhook', url: `${receiver.url}/in` })).id);
    await reached.promise;
    await test.ask('cancel-job', { jobId });
    goOn.resolve();
    await jobIn(test, jobId, 'cancelled');
    expect(await told(jobId)).toMatchObject([{ about: 'cancelled' }]);

    expect(JSON.parse(receiver.received[0]!.body)).toMatchObject({ type: 'export.cancelled', data: { jobId, reason: null } });
  });
});
