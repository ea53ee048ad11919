import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { replayWebhooks } from '../../src/webhooks/index.ts';
import { claimPortal } from '../../src/webhooks/webhooks.store.ts';
import { workRound } from '../../src/webhooks/work-round.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { eventually } from '../support/eventually.ts';
import { installApp } from '../support/install-app.ts';
import { changesOf, inboxOf, sendWebhooks, wireEvent } from '../support/send-webhooks.ts';
import type { StoredChange, WireEvent } from '../support/send-webhooks.ts';
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
  await test.pretendInstalled('4711002');
});
afterAll(async () => {
  await test?.close();
  await hubspot?.close();
});
afterEach(() => {
  hubspot.hubspot.settings.faults = [];
});

/** Sends each list as a delivery of its own and waits until nothing is pending. */
async function deliver(...deliveries: (readonly WireEvent[])[]): Promise<void> {
  for (const events of deliveries) {
    expect(await sendWebhooks(test.origin, events)).toBe(204);
    await processed();
  }
}
async function processed(): Promise<void> {
  await eventually(async () => (await inboxOf(test)).every(({ state }) => state !== 'pending'));
}
async function changeOf(objectId: string | number, objectTypeId = '0-1'): Promise<StoredChange | undefined> {
  return (await changesOf(test)).find((change) => change.object_id === String(objectId) && change.object_type_id === objectTypeId);
}

describe('what changed', () => {
  it('notes each event once, whatever HubSpot repeats, under HubSpot’s time', async () => {
    const at = Date.now() - 5_000;
    const one = wireEvent({ objectId: 5_001, occurredAt: at });
    const two = wireEvent({ objectId: 5_001, occurredAt: at - 1_000 });

    await deliver([one, two, { ...one, attemptNumber: 1 }], [two, one]);

    expect(await changeOf(5_001)).toMatchObject({ events: '2', state: 'unknown', changed_at: new Date(at) });
  });

  it('keeps the newest time when events come a day late and in the wrong order (F45)', async () => {
    const now = Date.now();
    await deliver([wireEvent({ objectId: 5_002, occurredAt: now - 1_000 })], [wireEvent({ objectId: 5_002, occurredAt: now - 86_400_000 })]);

    expect((await changeOf(5_002))!.changed_at).toEqual(new Date(now - 1_000));
  });

  it('asks HubSpot whether a record is there instead of believing the order of events: a deletion that comes a day after the restore (F45)', async () => {
    const id = Number(hubspot.special.contactId);
    await deliver(
      [wireEvent({ subscriptionType: 'object.restore', objectId: id, occurredAt: Date.now() - 1_000 })],
      [wireEvent({ subscriptionType: 'object.deletion', objectId: id, occurredAt: Date.now() - 86_400_000 })],
    );

    expect(await changeOf(id)).toMatchObject({ state: 'present', events: '2' });
  });

  it('takes a record that HubSpot does not have as gone, in the classic form as in the generic one', async () => {
    await deliver([wireEvent({ subscriptionType: 'contact.deletion', objectId: 8_888_001, objectTypeId: undefined }), wireEvent({ subscriptionType: 'object.merge', objectId: undefined, primaryObjectId: Number(hubspot.special.contactId), mergedObjectIds: [8_888_002], newObjectId: Number(hubspot.special.contactId) })]);

    expect(await changeOf(8_888_001)).toMatchObject({ state: 'gone' });
    expect(await changeOf(8_888_002)).toMatchObject({ state: 'gone' });
    expect(await changeOf(hubspot.special.contactId)).toMatchObject({ state: 'present' });
  });

  it('marks both ends of a link that was made or removed', async () => {
    await deliver([wireEvent({ subscriptionType: 'object.associationChange', objectId: undefined, associationType: 'DEAL_TO_COMPANY', objectTypeId: '0-3', fromObjectId: 61, toObjectId: 62 })]);

    expect(await changeOf(61, '0-3')).toBeDefined();
    expect(await changeOf(62, '0-2')).toBeDefined();
  });

  it('waits for a HubSpot that does not answer and tells nobody off (F43)', async () => {
    hubspot.hubspot.settings.faults = [{ match: { method: 'POST', path: 'batch/read' }, then: { status: 503 } }];
    await sendWebhooks(test.origin, [wireEvent({ subscriptionType: 'object.deletion', objectId: 8_888_010 }), wireEvent({ subscriptionType: 'contact.privacyDeletion', objectTypeId: undefined, objectId: 8_888_011 })]);

    // Erasing does not need HubSpot, so it is done meanwhile.
    await eventually(async () => (await changeOf(8_888_011))?.state === 'erased', 40_000);
    hubspot.hubspot.settings.faults = [];
    await processed();

    expect(await changeOf(8_888_010)).toMatchObject({ state: 'gone' });
  }, 90_000);
});

describe('privacy', () => {
  let nextContact = 7_000_000;
  const creation = (objectId: number): WireEvent => wireEvent({ subscriptionType: 'contact.creation', objectTypeId: undefined, objectId, occurredAt: Date.now() - 3_000 });
  const deletion = (objectId: number): WireEvent => wireEvent({ subscriptionType: 'contact.deletion', objectTypeId: undefined, objectId, occurredAt: Date.now() - 2_000 });
  const privacy = (objectId: number): WireEvent => wireEvent({ subscriptionType: 'contact.privacyDeletion', objectTypeId: undefined, objectId, occurredAt: Date.now() - 2_000 });

  it.each([
    ['creation, deletion, privacy', [creation, deletion, privacy]],
    ['creation, privacy, deletion', [creation, privacy, deletion]],
    ['privacy before creation', [privacy, creation, deletion]],
    ['privacy, deletion, creation', [privacy, deletion, creation]],
    ['deletion, privacy, creation', [deletion, privacy, creation]],
    ['deletion, creation, privacy', [deletion, creation, privacy]],
  ] as const)('stays erased whatever the order: %s, one by one and in one delivery (F46, T63)', async (_order, events) => {
    const base = nextContact += 1;

    await deliver(...events.map((event) => [event(base)]), events.map((event) => event(base + 1_000_000)));

    expect(await changeOf(base)).toMatchObject({ state: 'erased', events: '3' });
    expect(await changeOf(base + 1_000_000)).toMatchObject({ state: 'erased', events: '3' });
  });

  it('erases in the portal of the event and in no other', async () => {
    await deliver([privacy(6_500_001)]);

    expect(await changesOf(test, '4711002')).toEqual([]);
  });
});

describe('an event that cannot be processed', () => {
  it('is put aside after several tries, and the others go on, those of its own record last (F43, S3.4)', async () => {
    // A value the table refuses stands for a bug in our code that only this event meets.
    await test.app.context.database.pool.query(`
      create function poison() returns trigger language plpgsql as $$ begin if new.object_id = '666' then raise exception 'poison'; end if; return new; end $$;
      create trigger poison before insert on record_changes for each row execute function poison()`);
    const others = Array.from({ length: 30 }, () => wireEvent());

    await sendWebhooks(test.origin, [...others.slice(0, 10), wireEvent({ objectId: 666 }), ...others.slice(10)]);

    const ids = new Set(others.map(({ objectId }) => String(objectId)));
    await eventually(async () => (await changesOf(test)).filter(({ object_id, events }) => ids.has(object_id) && events === '1').length === ids.size, 60_000);
    await eventually(async () => (await inboxOf(test)).some(({ object_id, state }) => object_id === '666' && state === 'quarantined'), 150_000);
    expect((await inboxOf(test)).find(({ object_id }) => object_id === '666')).toMatchObject({ attempts: 4, reason: 'failed 4 times: internal' });

    await test.app.context.database.pool.query('drop trigger poison on record_changes');
    const replayed = await replayWebhooks(test.app.context, PortalId.parse('4711001'), { from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 3_600_000) });
    expect(replayed).toBeGreaterThanOrEqual(31);
    await processed();
    expect(await changeOf(666)).toMatchObject({ events: '1' });
  }, 300_000);
});

it('refuses what a worker writes that was asleep while another one took over, so nothing has two effects (F38)', async () => {
  const idle = await startTestApp({ works: false });
  try {
    await idle.pretendInstalled('4711001');
    const { context } = idle.app;
    await sendWebhooks(idle.origin, [wireEvent({ objectId: 1 }), wireEvent({ objectId: 1 }), wireEvent({ objectId: 2 })]);
    const asleep = (await claimPortal(context.database, 60))!;
    expect(await claimPortal(context.database, 60)).toBeNull();
    await context.database.pool.query(`update webhook_line set held_until = clock_timestamp() - interval '1 second'`);
    const next = (await claimPortal(context.database, 60))!;

    await workRound(context, asleep, AbortSignal.timeout(10_000));
    expect(await changesOf(idle)).toEqual([]);
    await workRound(context, next, AbortSignal.timeout(10_000));
    await workRound(context, asleep, AbortSignal.timeout(10_000)).catch(() => undefined);

    expect((await changesOf(idle)).map(({ object_id, events }) => [object_id, events])).toEqual([['1', '2'], ['2', '1']]);
  } finally {
    await idle.close();
  }
});

it('blames no event for a worker that stops in the middle of it, not even at its last try (F43, F17)', async () => {
  const idle = await startTestApp({ works: false, hubspotApiUrl: hubspot.apiUrl, hubspotAuthorizeUrl: hubspot.authorizeUrl });
  try {
    await idle.pretendInstalled('4711001');
    const { context } = idle.app;
    await sendWebhooks(idle.origin, [wireEvent({ subscriptionType: 'object.restore', objectId: 1 })]);
    await context.database.inPortal(PortalId.parse('4711001'), (tx) => tx.$executeRaw`update webhook_events set attempts = 3`);

    await workRound(context, (await claimPortal(context.database, 60))!, AbortSignal.abort(new Error('worker is stopping')));

    expect(await inboxOf(idle)).toMatchObject([{ object_id: '1', state: 'pending', attempts: 3 }]);
  } finally {
    await idle.close();
  }
});
