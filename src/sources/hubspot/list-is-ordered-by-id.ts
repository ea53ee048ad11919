import { compareIds } from './compare-ids.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { listFrom } from './list-from.ts';

/**
 * That the list is ordered by id and that its cursor is an id is documented only by example, so every plan checks it:
 * jumps into the middle by id; what comes must lie behind the jump and ascend. An empty page proves nothing.
 */
export async function listIsOrderedById(query: HubSpotQuery, first: string, last: string): Promise<boolean> {
  const middle = String((BigInt(first) + BigInt(last)) / 2n);
  const page = await listFrom(query, middle, 100);
  const ids = page.map(({ id }) => id);
  return ids.length > 0 && ids.every((id, index) => compareIds(id, ids[index - 1] ?? String(BigInt(middle) - 1n)) > 0);
}
