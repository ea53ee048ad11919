import type { Context } from '../context/index.ts';
import { sha256 } from '../core/crypto/sha256.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { EventOwner, HubSpotEvent } from './hubspot-event.ts';
import type { InboxEvent } from './inbox-event.ts';
import { readEvent } from './read-event.ts';
import { saveStray, storeEvents } from './webhooks.store.ts';

export type Received = { readonly stored: number; readonly repeated: number; readonly dropped: number; readonly unreadable: number };

/** Of what cannot be read, so much is kept: enough to see what it was. */
const RAW_CHARACTERS = 16_000;
/** An event from further ahead than any clock is wrong by. */
const FUTURE_MS = 86_400_000;

/**
 * Stores one delivery that HubSpot signed, in one statement, before anybody answers it: every event once, however often
 * it comes. An event that cannot be read is put aside for its portal and does not hold up the others (F42). `app` is
 * whom a seal is bound to when not even the portal can be read. Throws database.unavailable.
 */
export async function receiveWebhooks(context: Context, app: PortalId, body: Uint8Array): Promise<Received> {
  const strays: { raw: string; reason: string }[] = [];
  const events: InboxEvent[] = [];
  for (const item of itemsOf(body)) {
    const event = await toInbox(context, item);
    if (event === null) strays.push({ raw: JSON.stringify(item), reason: 'no portal' });
    else events.push(event);
  }
  context.crashPoint('webhooks-received');
  for (const { raw, reason } of strays) {
    await saveStray(context.database, { key: sha256(raw), reason, sealedRaw: await context.sealer.seal(app, 'webhook_stray', raw.slice(0, RAW_CHARACTERS)) });
  }
  const counts = events.length === 0 ? { stored: 0, repeated: 0, dropped: 0 } : await storeEvents(context.database, events);
  context.crashPoint('webhooks-stored');

  const unreadable = strays.length + events.filter(({ state }) => state === 'quarantined').length;
  if (unreadable > 0) context.log.error({ unreadable, strays: strays.length }, 'webhook events that could not be read were put aside');
  if (counts.dropped > 0) context.log.info({ dropped: counts.dropped }, 'webhook events of portals that are not installed were dropped');
  return { ...counts, unreadable };
}

/** The events of a body. What is no list of them is one item that will turn out unreadable. */
function itemsOf(body: Uint8Array): readonly unknown[] {
  const text = new TextDecoder().decode(body);
  try {
    const json: unknown = JSON.parse(text);
    return Array.isArray(json) ? json : [json];
  } catch {
    return [text];
  }
}

/** An event as it is kept; null when it names no portal. */
async function toInbox(context: Context, item: unknown): Promise<InboxEvent | null> {
  const parsed = HubSpotEvent.safeParse(item);
  const event = parsed.success ? readEvent(parsed.data) : parsed.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`).join('; ');
  if (typeof event !== 'string' && Date.parse(event.occurredAt) <= context.now() + FUTURE_MS) return event;

  const owner = EventOwner.safeParse(item);
  if (!owner.success) return null;
  const raw = JSON.stringify(item);
  const { portalId } = owner.data;
  return {
    portalId, key: sha256(raw), kind: 'unreadable', objectTypeId: 'none', objectId: 'none', touched: [], occurredAt: new Date(context.now()).toISOString(),
    state: 'quarantined', reason: typeof event === 'string' ? event.slice(0, 500) : 'it is from the future',
    // The raw text may hold a property's value, so it is stored as a secret of this portal.
    sealedRaw: await context.sealer.seal(portalId as PortalId, 'webhook_raw', raw.slice(0, RAW_CHARACTERS)),
  };
}
