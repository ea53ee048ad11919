import type { ReadPlan } from '../define-source.ts';
import { compareIds } from './compare-ids.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { IDS_PER_PART, writePart } from './part.ts';
import { CONSISTENCY, READ_CONCURRENCY } from './read-rules.ts';

/** Known records, read by their ids, each of them accounted for. `because`: where the ids are from, one sentence. */
export function planIds(query: HubSpotQuery, ids: readonly string[], { strategy, because }: { readonly strategy: string; readonly because: string }): ReadPlan {
  const sorted = ids.toSorted(compareIds);
  const parts: string[] = [];
  for (let start = 0; start < sorted.length; start += IDS_PER_PART) parts.push(writePart({ kind: 'ids', ids: sorted.slice(start, start + IDS_PER_PART) }));
  const filtered = query.conditions.length > 0;
  return {
    strategy,
    why: `${because}, each is read by its id, in order of record id.${filtered ? ' The filter is applied to each record here.' : ''}`,
    parts,
    concurrency: READ_CONCURRENCY,
    expectedRows: filtered ? null : ids.length,
    consistency: CONSISTENCY,
  };
}
