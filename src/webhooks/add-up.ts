import type { RecordChange, RecordState } from '../changes/index.ts';
import type { PendingEvent } from './webhooks.store.ts';

/** What HubSpot says of records whose existence events speak of, by `<objectTypeId> <objectId>`. */
export type KnownStates = ReadonlyMap<string, RecordState>;

export const stateKey = (objectTypeId: string, objectId: string): string => `${objectTypeId} ${objectId}`;

/** The changes some events come to, one per record. Every event counts once, at the record it is about. */
export function addUp(events: readonly PendingEvent[], known: KnownStates): RecordChange[] {
  const changes = new Map<string, RecordChange>();
  for (const event of events) {
    const at = event.occurredAt.getTime();
    for (const [index, { objectTypeId, objectId, link }] of event.touched.entries()) {
      const key = stateKey(objectTypeId, objectId);
      const before = changes.get(key);
      changes.set(key, {
        objectTypeId, objectId, state: known.get(key) ?? 'unknown',
        changedAt: Math.max(before?.changedAt ?? 0, at),
        linkedAt: link ? Math.max(before?.linkedAt ?? 0, at) : before?.linkedAt ?? null,
        events: (before?.events ?? 0) + (index === 0 ? 1 : 0),
      });
    }
  }
  return [...changes.values()];
}
