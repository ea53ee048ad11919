import { searchObjects } from '../../hubspot/index.ts';
import type { ReadPlan } from '../define-source.ts';
import { compareIds } from './compare-ids.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { listFrom } from './list-from.ts';
import { listIsOrderedById } from './list-is-ordered-by-id.ts';
import { writePart } from './part.ts';
import { planRanges } from './plan-ranges.ts';
import { planSearch } from './plan-search.ts';
import type { PortalTable } from './portal-table.ts';
import { CONSISTENCY, SEARCH_PAGE, type Reading } from './read-rules.ts';
import { RECORD_ID } from './standard-properties.ts';

/**
 * How all records of a type are read. In one pass over HubSpot's list when they are few or the list is not ordered by
 * id; through search when the filter keeps few of many; by ranges of record id otherwise.
 */
export async function planPortalRead(query: HubSpotQuery, reading: Reading): Promise<ReadPlan> {
  const startedAt = reading.now();
  const [newest, oldest] = await Promise.all([newestRecords(query), listFrom(query, null, 1)]);
  const total = newest.total ?? 0;
  const first = oldest[0]?.id;
  const last = newest.ids.toSorted(compareIds).at(-1);

  if (first === undefined || last === undefined || compareIds(last, first) <= 0 || total < reading.rowsForParts) {
    return onePass(query, newest.total, "The table is small enough for one pass over HubSpot's list.");
  }
  const table: PortalTable = { first, last, total, newest: newest.ids, startedAt };
  if (query.conditions.length === 0) return (await planRanges(query, table, reading)) ?? unordered(query, total);
  if (!(await listIsOrderedById(query, first, last))) return unordered(query, total);
  const searched = await planSearch(query, table, reading);
  if ('parts' in searched) return searched;
  const ranges = (await planRanges(query, table, reading)) ?? unordered(query, total);
  return { ...ranges, why: `${ranges.why} ${filterSentence(searched.not)}` };
}

function unordered(query: HubSpotQuery, total: number): ReadPlan {
  return onePass(query, total, "HubSpot's list did not pass the self-check for reading by ranges of record id, so it is read in one pass.");
}

function onePass(query: HubSpotQuery, total: number | null, why: string): ReadPlan {
  const filtered = query.conditions.length > 0;
  return {
    strategy: 'list',
    why: filtered ? `${why} ${filterSentence('')}` : why,
    parts: [writePart({ kind: 'scan', from: null, to: null, ordered: false })],
    concurrency: 1,
    expectedRows: filtered ? null : total,
    consistency: CONSISTENCY,
  };
}

/** The certificate's sentence about a filter that search did not help with. */
function filterSentence(because: string): string {
  return `Every record is read and the filter is applied to it here${because === '' ? '' : `, because ${because}`}.`;
}

async function newestRecords({ gateway, at, type }: HubSpotQuery): Promise<{ readonly ids: readonly string[]; readonly total: number | null }> {
  const page = await searchObjects(gateway, at, {
    objectType: type.objectTypeId,
    filters: [],
    sort: { propertyName: RECORD_ID, direction: 'DESCENDING' },
    properties: [RECORD_ID],
    limit: SEARCH_PAGE,
    after: null,
  });
  return { ids: page.objects.map(({ id }) => id), total: page.total };
}
