import { sha256 } from '../core/crypto/sha256.ts';
import type { HubSpotEvent } from './hubspot-event.ts';
import type { InboxEvent, Touched } from './inbox-event.ts';

/** Classic names (`contact.deletion`) say the type in words, generic ones (`object.deletion`) in `objectTypeId`. */
const TYPE_IDS: Readonly<Record<string, string>> = { contact: '0-1', company: '0-2', deal: '0-3', ticket: '0-5', product: '0-7', line_item: '0-8' };
const NO_TYPE = 'none';

/** A parsed event as it is kept, or the reason why it cannot be used. */
export function readEvent(event: HubSpotEvent): InboxEvent | string {
  const kind = event.subscriptionType ?? event.eventType;
  if (kind === undefined) return 'it does not say what happened';
  const [noun = '', verb = ''] = kind.split('.');
  const objectTypeId = event.objectTypeId ?? TYPE_IDS[noun] ?? NO_TYPE;
  const objectId = verb === 'merge' ? event.newObjectId ?? event.primaryObjectId ?? event.objectId : event.objectId ?? event.fromObjectId;
  if (objectId === undefined) return 'it does not say to which record';

  return {
    portalId: event.portalId, key: keyOf(kind, objectTypeId, objectId, event), kind: verb === '' ? kind : `${noun}.${verb}`, objectTypeId, objectId,
    touched: objectTypeId === NO_TYPE ? [] : touchedBy(verb, objectTypeId, objectId, event),
    occurredAt: new Date(event.occurredAt).toISOString(), state: 'pending', reason: null, sealedRaw: null,
  };
}

/** All that tells one event from another. Not the attempt number, which a repeat changes, and not the event id alone (F41). */
function keyOf(kind: string, objectTypeId: string, objectId: string, event: HubSpotEvent): string {
  const { eventId, occurredAt, propertyName, mergedObjectIds, associationType, fromObjectId, toObjectId, associationRemoved } = event;
  return sha256(JSON.stringify([kind, objectTypeId, objectId, eventId, occurredAt, propertyName, mergedObjectIds, associationType, fromObjectId, toObjectId, associationRemoved]
    .map((part) => part ?? null)));
}

function touchedBy(verb: string, objectTypeId: string, objectId: string, event: HubSpotEvent): Touched[] {
  if (verb === 'associationChange') {
    // "CONTACT_TO_COMPANY"; a form we do not know leaves the other side to the event HubSpot sends for it.
    const [from, to] = (event.associationType ?? '').toLowerCase().split('_to_').map((word) => TYPE_IDS[word]);
    const ends: Touched[] = [{ objectTypeId: from ?? objectTypeId, objectId: event.fromObjectId ?? objectId, link: true }];
    if (to !== undefined && event.toObjectId !== undefined) ends.push({ objectTypeId: to, objectId: event.toObjectId, link: true });
    return ends;
  }
  const ids = verb === 'merge' ? [objectId, event.primaryObjectId, ...(event.mergedObjectIds ?? [])] : [objectId];
  return [...new Set(ids)].flatMap((id) => (id === undefined ? [] : [{ objectTypeId, objectId: id, link: false }]));
}
