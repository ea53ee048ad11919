import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { inboxOf, sendWebhooks, signWebhook, wireEvent } from '../support/send-webhooks.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ works: false });
  await test.pretendInstalled('4711001');
  await test.pretendInstalled('4711002');
});
afterAll(() => test?.close());

const stored = async (portal?: string): Promise<number> => (await inboxOf(test, portal)).length;

describe('what counts as HubSpot', () => {
  it.each([
    ['another secret', (body: string) => signWebhook(body, Date.now(), 'not-the-secret-0123456789')],
    ['a time six minutes back', (body: string) => signWebhook(body, Date.now() - 360_000)],
    ['a time six minutes ahead', (body: string) => signWebhook(body, Date.now() + 360_000)],
    ['no signature', () => ({ 'content-type': 'application/json' })],
    ['another body', () => signWebhook('[]')],
  ])('refuses a delivery signed with %s and stores nothing', async (_what, sign) => {
    const before = await stored();
    const body = JSON.stringify([wireEvent()]);

    expect(await sendWebhooks(test.origin, body, sign(body))).toBe(401);
    expect(await stored()).toBe(before);
  });

  it('refuses the query that was not signed, GET, and bodies beyond a megabyte', async () => {
    const body = JSON.stringify([wireEvent()]);
    expect((await fetch(`${test.origin}/webhooks/hubspot?a=1`, { method: 'POST', body, headers: signWebhook(body) })).status).toBe(401);
    expect((await fetch(`${test.origin}/webhooks/hubspot`)).status).toBe(404);
    expect(await sendWebhooks(test.origin, JSON.stringify([wireEvent({ propertyValue: 'x'.repeat(1_000_000) })]))).toBe(413);
  });
});

describe('what is stored', () => {
  it('stores the same bytes once, sent 100 times over 4 connections (T3)', async () => {
    const before = await stored();
    const body = JSON.stringify([wireEvent(), wireEvent()]);
    const headers = signWebhook(body);

    const statuses = await Promise.all(Array.from({ length: 4 }, async () => {
      const seen: number[] = [];
      for (let time = 0; time < 25; time += 1) seen.push(await sendWebhooks(test.origin, body, headers));
      return seen;
    }));

    expect(new Set(statuses.flat())).toEqual(new Set([204]));
    expect(await stored()).toBe(before + 2);
  });

  it('takes different events with one eventId as different, and one event with a new attemptNumber as the same (F41)', async () => {
    const before = await stored();
    const event = wireEvent({ eventId: 4242 });

    await sendWebhooks(test.origin, [event, { ...event, objectId: 1 }, { ...event, propertyName: 'lastname' }, { ...event, occurredAt: Number(event['occurredAt']) + 1 }]);
    await sendWebhooks(test.origin, [{ ...event, attemptNumber: 3 }]);

    expect(await stored()).toBe(before + 4);
  });

  it('stores 99 of 100 events and puts the malformed one aside, sealed (F42)', async () => {
    const before = await stored();
    const events = Array.from({ length: 99 }, () => wireEvent());

    expect(await sendWebhooks(test.origin, [...events.slice(0, 50), { portalId: 4711001, objectId: 'x', propertyValue: 'canary-value' }, ...events.slice(50)])).toBe(204);

    const inbox = (await inboxOf(test)).slice(before);
    expect(inbox.filter(({ state }) => state === 'pending')).toHaveLength(99);
    const aside = inbox.filter(({ state }) => state === 'quarantined');
    expect(aside).toHaveLength(1);
    expect(JSON.stringify(aside)).not.toContain('canary-value');
    expect(await test.app.context.sealer.open('4711001' as never, 'webhook_raw', aside[0]!.sealed_raw!)).toContain('canary-value');
  });

  it.each([['no list', '{"portalId":4711001}'], ['no JSON', '[{"portalId":'], ['an event without a portal', '[{"eventId":1}]'], ['an id beyond exact numbers', '[{"portalId":99999999999999999999}]']])(
    'acknowledges %s and keeps it for whoever looks, since HubSpot would only repeat it (F42)', async (_what, body) => {
      expect(await sendWebhooks(test.origin, body)).toBe(204);
    });

  it.each([
    ['a portal number the database has no place for', { portalId: '9999999999999999999' }],
    ['a time after the end of time', { occurredAt: Number.MAX_SAFE_INTEGER }],
    ['a kind with a NUL', { subscriptionType: 'contact.\u0000creation' }],
    ['a kind with half a character', { subscriptionType: 'contact.\ud800' }],
  ])('stores the other events of a delivery in which one has %s (F42)', async (_what, broken) => {
    const before = await stored();

    expect(await sendWebhooks(test.origin, JSON.stringify([wireEvent(), { ...wireEvent(), ...broken }, wireEvent()]))).toBe(204);

    const added = (await inboxOf(test)).slice(before);
    expect(added.filter(({ state }) => state === 'pending')).toHaveLength(2);
  });

  it('keeps no property value, in no column', async () => {
    const { rows } = await test.app.context.database.pool.query<{ hits: string }>(
      `select count(*)::text as hits from webhook_strays where sealed_raw like '%Canary%'`);
    expect(rows[0]!.hits).toBe('0');
    expect(JSON.stringify(await inboxOf(test))).not.toContain('Canary');
  });

  it('sorts a mixed delivery by portal, and acknowledges, drops and counts events of a portal that is not installed', async () => {
    const before = await stored('4711002');

    expect(await sendWebhooks(test.origin, [wireEvent({ portalId: 4711002 }), wireEvent({ portalId: 999 }), wireEvent({ portalId: 999 }), wireEvent()])).toBe(204);

    expect(await stored('4711002')).toBe(before + 1);
    expect(await stored('999')).toBe(0);
    const dropped = await test.app.context.database.inPortal('999' as never, (tx) => tx.webhookDrop.findMany());
    expect(dropped.map(({ events }) => Number(events))).toEqual([2]);
  });

  it('stores deliveries that hold the same events in other orders, sent at the same time, without a deadlock', async () => {
    const before = await stored();
    const events = Array.from({ length: 60 }, () => wireEvent());

    const statuses = await Promise.all(Array.from({ length: 10 }, (_, index) => sendWebhooks(test.origin, index % 2 === 0 ? events : [...events].reverse())));

    expect(statuses.every((status) => status === 204)).toBe(true);
    expect(await stored()).toBe(before + 60);
  });
});

describe('when our database is away', () => {
  it('answers 503 and has every event after HubSpot’s repeats (F39)', async () => {
    const unreachable = await startTestApp({ works: false });
    try {
      await unreachable.pretendInstalled('4711001');
      const events = Array.from({ length: 20 }, () => wireEvent());
      const { pool } = unreachable.app.context.database;
      const query = pool.query.bind(pool);
      // The wire to the database is cut: what pg reports then.
      Object.assign(pool, { query: () => Promise.reject(Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' })) });
      expect(await sendWebhooks(unreachable.origin, events)).toBe(503);
      Object.assign(pool, { query: () => new Promise(() => undefined) });
      expect(await sendWebhooks(unreachable.origin, events)).toBe(503);
      Object.assign(pool, { query });

      await eventually(async () => (await sendWebhooks(unreachable.origin, events)) === 204);

      expect(await inboxOf(unreachable)).toHaveLength(20);
    } finally {
      await unreachable.close();
    }
  });
});
