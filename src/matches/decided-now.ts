import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { findDecided, followMerge } from '../links/index.ts';
import type { Decided, LinkRef } from '../links/index.ts';
import type { ReadRecord } from './read-traits.ts';

/** What is decided about a record as it was just read; a merge that no event told of is followed here, by the ids HubSpot notes on the record. */
export async function decidedNow(context: Context, portalId: PortalId, ref: LinkRef, { id, mergedIds }: ReadRecord, known: Decided): Promise<Decided> {
  const { objectTypeId, objectId } = ref.record;
  const from = [objectId, ...mergedIds].filter((old) => old !== id);
  if (from.length === 0) return known;
  return context.database.inPortal(portalId, async (tx) => {
    await followMerge(tx, portalId, { objectTypeId, into: id, from });
    return findDecided(tx, portalId, { ...ref, record: { objectTypeId, objectId: id } });
  });
}
