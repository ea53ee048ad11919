import { AppError } from '../../core/errors/index.ts';
import { BATCH_READ_LIMIT, BUDGET_LIMITS, searchObjects, throwIfAborted, type SearchFilter } from '../../hubspot/index.ts';
import type { ReadPlan } from '../define-source.ts';
import { compareIds } from './compare-ids.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { modifiedProperty } from './modified-property.ts';
import { narrowingOf } from './narrowing.ts';
import { IDS_PER_PART, writePart } from './part.ts';
import type { PortalTable } from './portal-table.ts';
import { READ_CONCURRENCY, SEARCH_PAGE, type Reading } from './read-rules.ts';
import { searchAgrees } from './search-agrees.ts';
import { searchEdge } from './search-edge.ts';
import { LEAST_SHARE, searchIds } from './search-ids.ts';
import { RECORD_ID } from './standard-properties.ts';

/** What the stored plan may hold: about 1.5 MB of ids, two minutes of search. */
const MOST_CANDIDATES = 100_000;
/** New records are read from the list, in one part: above this share, reading all by ranges is quicker. */
const MOST_NEWER = 0.1;

/** Why search is not used, to stand behind "because". */
export type NotSearched = { readonly not: string };

/**
 * A filtered table by windowed search: search names candidates, which are then read by id from the records themselves
 * and judged there. Search is asked twice, the second time after it had time to settle and only for what was changed
 * within the horizon. Both answers become one frozen set of ids before the first row is read: that makes every row
 * come once whatever changes in between (the time of the last change could not, since it moves while we read), and
 * a resume reads the same ids. Behind the edge, where records are too new for search, the list is read.
 */
export async function planSearch(query: HubSpotQuery, table: PortalTable, reading: Reading): Promise<ReadPlan | NotSearched> {
  if (!reading.searchForExports) return { not: "HubSpot's search is left to people and other apps by this installation's settings" };
  const narrowing = narrowingOf(query.conditions);
  const { filters } = narrowing;
  if (filters.length === 0) return { not: "HubSpot's search cannot judge these conditions without doubt" };
  const matching = await countMatches(query, filters);
  if (matching > MOST_CANDIDATES || searchSeconds(matching, reading) >= listSeconds(table)) return { not: "it keeps so many of the records that HubSpot's search would not be quicker" };
  const found = await searchEdge(query, table, reading);
  if (found === null) return { not: "HubSpot's search contradicted itself about what is new" };
  const { edge, newer } = found;
  if (newer > table.total * MOST_NEWER) return { not: "so many of the records are too new for HubSpot's search to be sure of them" };
  if (!(await searchAgrees(query, narrowing, table, edge, reading))) return { not: "HubSpot's search did not agree with its list in a sample" };

  const ids = await candidates(query, filters, table, edge, reading);
  if (ids === null) return { not: "HubSpot's search failed or contradicted itself" };
  const parts: string[] = [];
  for (let start = 0; start < ids.length; start += IDS_PER_PART) parts.push(writePart({ kind: 'ids', ids: ids.slice(start, start + IDS_PER_PART) }));
  parts.push(writePart({ kind: 'scan', from: String(edge), to: null, ordered: true }));
  return {
    strategy: 'windowed search + batch read',
    why: `The filter keeps about ${matching} of ${table.total} records, so HubSpot's search names the candidates in windows of record id below its limit of 10,000 rows, and each is read by its id and judged here; records from id ${edge} on, which are the newest, come from HubSpot's list.`,
    parts,
    concurrency: READ_CONCURRENCY,
    expectedRows: matching,
    consistency: consistency(reading),
  };
}

/** Ids of all records below the edge that may meet the filter, ascending; null when search is not to be relied upon. */
async function candidates(query: HubSpotQuery, filters: readonly SearchFilter[], table: PortalTable, edge: bigint, reading: Reading): Promise<readonly string[] | null> {
  const window = { from: 1n, to: edge };
  const within = { windowRows: reading.windowRows, first: BigInt(table.first) };
  const changed: SearchFilter = { propertyName: modifiedProperty(query.type), operator: 'GTE', value: String(table.startedAt - reading.horizonMs) };
  try {
    const first = await searchIds(query, filters, window, within);
    await settle(query, table.startedAt + reading.settleMs - reading.now(), reading);
    const late = await searchIds(query, [...filters, changed], window, within);
    const ids = [...new Set([...first, ...late])].sort(compareIds);
    // An index that went away, for a while or for good, would have answered with too little.
    const [belowEdge, all] = await Promise.all([countMatches(query, [...filters, { propertyName: RECORD_ID, operator: 'LT', value: String(edge) }]), countMatches(query, [])]);
    return ids.length < Math.floor(belowEdge * LEAST_SHARE) || all < Math.floor(table.total * LEAST_SHARE) ? null : ids;
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'hubspot.unavailable') return null;
    throw thrown;
  }
}

async function settle({ at }: HubSpotQuery, ms: number, { sleep }: Reading): Promise<void> {
  throwIfAborted(at.signal);
  if (ms <= 0) return;
  try {
    await sleep(ms, at.signal);
  } catch (thrown) {
    throwIfAborted(at.signal);
    throw thrown;
  }
}

async function countMatches({ gateway, at, type }: HubSpotQuery, filters: readonly SearchFilter[]): Promise<number> {
  const page = await searchObjects(gateway, at, { objectType: type.objectTypeId, filters, sort: { propertyName: RECORD_ID, direction: 'ASCENDING' }, properties: [RECORD_ID], limit: 1, after: null });
  return page.total ?? Number.POSITIVE_INFINITY;
}

/** Naming the candidates takes search's allowance, reading them the objects'; the wait runs beside the naming. */
function searchSeconds(matching: number, { settleMs }: Reading): number {
  return Math.max(settleMs / 1000, matching / SEARCH_PAGE / BUDGET_LIMITS.search.rate) + matching / BATCH_READ_LIMIT / BUDGET_LIMITS.objects.rate;
}

function listSeconds({ total }: PortalTable): number {
  return total / 100 / BUDGET_LIMITS.objects.rate;
}

function consistency({ horizonMs, settleMs }: Reading): string {
  return (
    `HubSpot's search was asked for candidates twice, the second time at least ${settleMs / 1000} seconds after the export began and for everything changed in the ${horizonMs / 60_000} minutes before it; ` +
    'the two answers were joined into one fixed list of record ids, so no record comes twice. Every record on it is read by its id and judged by its values at that moment: written, left out by the filter, or named as skipped when it was deleted. ' +
    `Records that met the filter when the export began are in the file, unless they met it only by a change that HubSpot's search did not know ${settleMs / 1000} seconds later.`
  );
}
