import { SEARCH_BODY_LIMIT, searchBody, type SearchFilter } from '../../hubspot/index.ts';
import type { Condition } from './condition.ts';
import { SEARCH_PAGE } from './read-rules.ts';
import { RECORD_ID } from './standard-properties.ts';
import { toSearchFilters } from './to-search-filters.ts';

/** Search combines six filters; two are the window's edges and one the time of the last change. */
const MOST_FILTERS = 3;
/** The two edges, the time and the longest path around them, in characters of the body. */
const ROOM_FOR_WINDOW = 300;

/** Conditions that search may judge first, and the same in search's words. */
export type Narrowing = { readonly conditions: readonly Condition[]; readonly filters: readonly SearchFilter[] };

/**
 * The conditions by which search may name candidates. It must never leave out a record that meets them all, so
 * `contains` is not among them: how HubSpot cuts and stems words is not documented, and a record it cut differently
 * would be missing. What is left out here is judged when the record is read. Empty when nothing can be used.
 */
export function narrowingOf(conditions: readonly Condition[]): Narrowing {
  const used: Condition[] = [];
  const filters: SearchFilter[] = [];
  for (const condition of conditions) {
    if (condition.operator === 'contains') continue;
    const own = toSearchFilters([condition]);
    if (filters.length + own.length > MOST_FILTERS || lengthOf([...filters, ...own]) > SEARCH_BODY_LIMIT - ROOM_FOR_WINDOW) continue;
    used.push(condition);
    filters.push(...own);
  }
  return { conditions: used, filters };
}

function lengthOf(filters: readonly SearchFilter[]): number {
  return JSON.stringify(searchBody({ objectType: '', filters, sort: { propertyName: RECORD_ID, direction: 'ASCENDING' }, properties: [RECORD_ID], limit: SEARCH_PAGE, after: null })).length;
}
