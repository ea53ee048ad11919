import { NOBODY, writeAudit } from '../audit/index.ts';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { decisionsOf, dropDecision, moveDecision, noteMerged } from './links.store.ts';

export type Merge = {
  readonly objectTypeId: string;
  /** The record there is now. */
  readonly into: string;
  /** Those it was made of, the one whose values won first. */
  readonly from: readonly string[];
};

/**
 * Gives the links of merged records to the one there is now (S4.29). When several were linked, a link that a person made goes before one
 * that a rule led to, and then the link of the one that won stays and the others' go, so that no record shows two customers' rows. Twice is like once.
 */
export async function followMerge(tx: Tx, portalId: PortalId, { objectTypeId, into, from }: Merge): Promise<number> {
  const old = from.filter((id) => id !== into);
  const decisions = await decisionsOf(tx, portalId, objectTypeId, [into, ...old]);
  const known = decisions.filter(({ objectId }) => objectId !== into);
  if (known.length === 0) return 0;

  const rank = (objectId: string): number => (objectId === into ? -1 : old.indexOf(objectId));
  const ordered = decisions.toSorted((one, other) => Number(other.state === 'linked') - Number(one.state === 'linked') || Number(one.byRule) - Number(other.byRule) || rank(one.objectId) - rank(other.objectId));
  const linked = new Set<string>();
  const kept = new Map<string, string>();
  for (const { id, connection, partner, key, state, objectId } of ordered) {
    const place = `${connection} ${partner}`;
    const loses = state === 'linked' && linked.has(place);
    if (loses || kept.has(`${place} ${key}`)) {
      await dropDecision(tx, id);
      if (loses) await writeAudit(tx, portalId, { userId: NOBODY, action: 'record.unlinked', subject: into, details: { objectTypeId, objectId, connection, partner, why: 'merged' } });
      continue;
    }
    if (state === 'linked') linked.add(place);
    kept.set(`${place} ${key}`, id);
  }
  // Last, when nothing stands in their way any more.
  for (const id of kept.values()) await moveDecision(tx, id, into);
  await noteMerged(tx, portalId, objectTypeId, old, into);
  return known.length;
}
