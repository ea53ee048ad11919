import { NOBODY, writeAudit } from '../audit/index.ts';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import type { LinkRef } from './link-ref.ts';
import { dropGone } from './links.store.ts';

/** A merge deletes its losers too, and its own event, which takes their links along, may come after; a deletion may be taken back. */
export const GONE_FOR_MS = 86_400_000;

/** What to look at: links of all records, or of those that hold this key. */
export type GoneLinks = { readonly goneForMs: number; readonly holding?: { readonly ref: LinkRef; readonly key: string } };

/**
 * Lets go of links and refusals of records that HubSpot says are deleted, by its events, for at least `goneForMs`: a customer whose
 * record was deleted is free for another one. Answers how many links there were.
 */
export async function forgetGone(tx: Tx, portalId: PortalId, of: GoneLinks): Promise<number> {
  const dropped = await dropGone(tx, portalId, of.goneForMs, of.holding ?? null);
  const links = dropped.filter(({ state }) => state === 'linked');
  for (const { objectTypeId, objectId, connection, partner, key } of links) {
    await writeAudit(tx, portalId, { userId: NOBODY, action: 'record.unlinked', subject: objectId, details: { objectTypeId, objectId, connection, partner, key, why: 'deleted' } });
  }
  return links.length;
}
