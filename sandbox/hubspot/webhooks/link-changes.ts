import type { ObjectTypeId } from '../crm/object-types.ts';
import type { Change } from './change.ts';

/** A link made or removed, as each of its two sides tells it. */
export function linkChanges(link: { from: ObjectTypeId; fromId: string; to: ObjectTypeId; toId: string }, removed: boolean): Change[] {
  const { from, fromId, to, toId } = link;
  return [
    { what: 'associationChange', objectTypeId: from, objectId: fromId, toTypeId: to, toId, removed },
    { what: 'associationChange', objectTypeId: to, objectId: toId, toTypeId: from, toId: fromId, removed },
  ];
}
