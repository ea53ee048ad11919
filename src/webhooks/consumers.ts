import type { RecordState } from '../changes/index.ts';
import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { followMerge } from '../links/index.ts';
import { eraseContact } from '../privacy/index.ts';
import type { PendingEvent } from './webhooks.store.ts';

/** Does what an event asks for, as often as it is called, and says what became of the record; null: HubSpot is to say. */
type Consumer = (context: Context, portalId: PortalId, event: PendingEvent) => Promise<RecordState | null>;

/**
 * Events that ask for more than a note of the change, by kind. HubSpot sends a `contact.deletion` beside every
 * `contact.privacyDeletion`, in any order (webhooks guide, read 2026-11-22); only the latter erases.
 */
export const consumers: ReadonlyMap<string, Consumer> = new Map<string, Consumer>([
  ['contact.privacyDeletion', erase],
  ...['object', 'contact', 'company', 'deal', 'ticket'].map((noun): [string, Consumer] => [`${noun}.merge`, merge]),
]);

async function erase(context: Context, portalId: PortalId, event: PendingEvent): Promise<RecordState> {
  await eraseContact(context, { portalId, contactId: event.objectId });
  return 'erased';
}

/** The event's own record is the one there is now; the others it touched are those it was made of, the winner first. */
async function merge(context: Context, portalId: PortalId, { objectTypeId, objectId, touched }: PendingEvent): Promise<null> {
  const from = touched.filter((one) => one.objectTypeId === objectTypeId).map((one) => one.objectId);
  await context.database.inPortal(portalId, (tx) => followMerge(tx, portalId, { objectTypeId, into: objectId, from }));
  return null;
}
