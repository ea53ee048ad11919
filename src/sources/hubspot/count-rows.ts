import { searchObjects } from '../../hubspot/index.ts';
import { associatedIds } from './associated-ids.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { searchQuery } from './search-query.ts';
import type { TableTotals } from './table-totals.ts';

/**
 * Rows of the whole filtered table. Exact for a record's unfiltered table; otherwise as search's index knows it.
 * Whoever counts a filtered table of the portal wants to know what reading it costs, so its records are counted too.
 */
export async function countRows(query: HubSpotQuery, totals: TableTotals): Promise<number | null> {
  const { table: { scope }, keys } = query.source;
  // With a filter it is the most there can be; which of them meet it is known when they are read.
  if (keys !== undefined) return keys.length;
  if (scope === 'record' && query.conditions.length === 0) return (await associatedIds(query)).length;
  const [rows] = await Promise.all([count(query), scope === 'portal' && query.conditions.length > 0 ? countAll(query, totals) : null]);
  if (scope === 'portal' && query.conditions.length === 0) totals.note(query.at.portalId, query.type.key, rows);
  return rows;
}

async function countAll(query: HubSpotQuery, totals: TableTotals): Promise<void> {
  if (totals.of(query.at.portalId, query.type.key) !== null) return;
  totals.note(query.at.portalId, query.type.key, await count({ ...query, source: { ...query.source, filters: [] }, conditions: [] }));
}

async function count(query: HubSpotQuery): Promise<number | null> {
  const page = await searchObjects(query.gateway, query.at, { ...searchQuery(query, { limit: 1, after: null }), properties: ['hs_object_id'] });
  return page.total;
}
