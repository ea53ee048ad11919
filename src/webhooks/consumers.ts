import type { RecordState } from '../changes/index.ts';
import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { eraseContact } from '../privacy/index.ts';
import type { PendingEvent } from './webhooks.store.ts';

/** Does what an event asks for, as often as it is called, and says what became of the record. */
type Consumer = (context: Context, portalId: PortalId, event: PendingEvent) => Promise<RecordState>;

/**
 * Events that ask for more than a note of the change, by kind. HubSpot sends a `contact.deletion` beside every
 * `contact.privacyDeletion`, in any order (webhooks guide, read 2026-11-22); only the latter erases.
 */
export const consumers: ReadonlyMap<string, Consumer> = new Map([['contact.privacyDeletion', erase]]);

async function erase(context: Context, portalId: PortalId, event: PendingEvent): Promise<RecordState> {
  await eraseContact(context, { portalId, contactId: event.objectId });
  return 'erased';
}
