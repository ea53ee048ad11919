import { searchObjects } from '../../hubspot/index.ts';
import { associatedIds } from './associated-ids.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import type { KnownCounts } from './known-counts.ts';
import { searchQuery } from './search-query.ts';

/** Rows of the whole filtered table. Exact for a record's unfiltered table; otherwise as search's index knows it. */
export async function countRows(query: HubSpotQuery, counts: KnownCounts): Promise<number | null> {
  if (query.source.table.scope === 'record' && query.conditions.length === 0) return (await associatedIds(query)).length;
  const page = await searchObjects(query.gateway, query.at, { ...searchQuery(query, { limit: 1, after: null }), properties: ['hs_object_id'] });
  counts.note(query.at.portalId, query.source, page.total);
  return page.total;
}
