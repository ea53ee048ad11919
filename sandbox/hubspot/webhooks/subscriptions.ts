import { objectTypes, type ObjectTypeId } from '../crm/object-types.ts';
import type { Change } from './change.ts';

/** One line of the app's webhooks component. `objectType` is there for `object.*` only. */
export type Subscription = { subscriptionType: string; objectType?: string | undefined; propertyName?: string | undefined };

/** What HubSpot sends of a change to an app with these subscriptions: the fields, without the delivery's own. */
export function toEvents(subscriptions: readonly Subscription[], change: Change): Record<string, unknown>[] {
  const type = nameOf(change.objectTypeId);
  const events: Record<string, unknown>[] = [];
  subscriptions.forEach(({ subscriptionType, objectType, propertyName }, index) => {
    const [noun, verb] = subscriptionType.split('.');
    const generic = noun === 'object';
    // A privacy deletion is told twice: as itself and as a deletion (webhooks guide, read 2026-11-22).
    const told = verb === change.what || (change.what === 'privacyDeletion' && verb === 'deletion');
    if (!told || (generic ? objectType : noun) !== type) return;
    if (change.what === 'propertyChange' && propertyName !== change.property) return;
    const fields = { subscriptionId: 1_000 + index, subscriptionType, ...(generic ? { objectTypeId: change.objectTypeId } : {}), ...fieldsOf(change) };
    events.push(fields);
  });
  return events;
}

function fieldsOf(change: Change): Record<string, unknown> {
  const objectId = Number(change.objectId);
  switch (change.what) {
    case 'creation': return { objectId, changeFlag: 'CREATED' };
    case 'deletion': return { objectId, changeFlag: 'DELETED' };
    case 'privacyDeletion': return { objectId };
    case 'propertyChange': return { objectId, propertyName: change.property, propertyValue: change.value };
    case 'associationChange': return {
      associationType: `${nameOf(change.objectTypeId)}_TO_${nameOf(change.toTypeId)}`.toUpperCase(),
      fromObjectId: objectId, toObjectId: Number(change.toId), associationRemoved: change.removed, isPrimaryAssociation: false,
    };
    default: return change satisfies never;
  }
}

function nameOf(id: ObjectTypeId): string {
  return objectTypes.find((type) => type.id === id)?.names[1] ?? id;
}
