import { fitsUrl, SEARCH_BODY_LIMIT, searchBody } from '../../hubspot/index.ts';
import type { ReadPlan } from '../define-source.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { listIsOrderedById } from './list-is-ordered-by-id.ts';
import { writePart } from './part.ts';
import type { PortalTable } from './portal-table.ts';
import { writeRecheck } from './recheck-changed.ts';
import { BOTH_CONCURRENCY, CONSISTENCY, READ_CONCURRENCY, SEARCH_PAGE, type Reading } from './read-rules.ts';
import { searchAgrees } from './search-agrees.ts';
import { searchEdge } from './search-edge.ts';
import { splitIds } from './split-ids.ts';
import { RECORD_ID } from './standard-properties.ts';

/** Each part reads on average half a page in vain at its end: one call in forty at this size. */
const ROWS_PER_PART = 2_000;
const LEAST_PARTS = 4;
/** Three for each reader: enough that the last ones end at about the same time. */
const MOST_PARTS = 3 * READ_CONCURRENCY;
/** With two allowances, whose speeds differ, the last parts are this small, for the same reason. */
const SMALLEST_PART = 1_500;
/** A part carries two bounds of up to 19 digits and HubSpot's words around them. */
const ROOM_FOR_WINDOW = 300;

/**
 * All records of a type in parts by record id, side by side; null when the list is not ordered by id. A large table
 * spends search's allowance as well: which of the two reads a part is decided while reading, its rows are the same.
 */
export async function planRanges(query: HubSpotQuery, table: PortalTable, reading: Reading): Promise<ReadPlan | null> {
  const { first, last, total } = table;
  const wantsBoth = reading.searchForExports && total >= reading.rowsForBoth && fitsSearch(query);
  const goals = wantsBoth ? guidedGoals(total, BOTH_CONCURRENCY) : evenGoals(total);
  const [isOrdered, edge, cuts] = await Promise.all([listIsOrderedById(query, first, last), wantsBoth ? trustedEdge(query, table, reading) : null, splitIds(query, { first, last, total, goals })]);
  if (!isOrdered) return null;

  const edges = edge === null ? cuts.map(BigInt) : [...new Set([...cuts.map(BigInt), edge])].sort((a, b) => (a < b ? -1 : 1));
  const rowsOf = new Map(cuts.length === goals.length ? cuts.map((cut, index) => [cut, Math.floor((goals[index] ?? 0) - (goals[index - 1] ?? 0))]) : []);
  const parts = [...edges, null].map((to, index) => {
    const from = edges[index - 1] === undefined ? null : String(edges[index - 1]);
    if (edge !== null && to !== null && to <= edge) return writePart({ kind: 'both', from, to: String(to), rows: rowsOf.get(String(to)) ?? 0, searchFrom: table.startedAt + reading.settleBothMs });
    return writePart({ kind: 'scan', from, to: to === null ? null : String(to), ordered: true });
  });
  const common = { parts, expectedRows: query.conditions.length === 0 ? total : null };
  if (edge === null) {
    return {
      ...common,
      strategy: 'list by id ranges',
      why: `HubSpot's list passed the self-check for reading by ranges of record id, so ${parts.length} ranges are read side by side and joined in order of record id; the last range has no upper end.${wantsBoth ? " HubSpot's search did not agree with the list in a sample, so it is not used." : ''}`,
      concurrency: READ_CONCURRENCY,
      consistency: CONSISTENCY,
    };
  }
  return {
    ...common,
    strategy: 'list and search by id ranges',
    why: `The table is large and HubSpot's list and search agreed in a sample, so ${parts.length} ranges of record id are read side by side through both allowances and joined in order of record id; from id ${edge} on, where the newest records are, only the list is read, without an upper end.`,
    concurrency: BOTH_CONCURRENCY,
    consistency: `${CONSISTENCY} HubSpot's search reads only ranges without any record that it knew as created in the ${reading.horizonMs / 60_000} minutes before the export began, and begins ${reading.settleBothMs / 1000} seconds after it. When all ranges were read, and ${reading.settleMs / 1000} seconds after the begin at the earliest, search was asked a second time for everything changed since the begin and in the ${reading.horizonMs / 60_000} minutes before it; each of those was read by its id: it took the place of the row with the same record id, was put in where it had been missing, and was taken out where it no longer meets the filter. So no row is older than the begin of the export; a record archived in its last seconds may be among them.`,
    recheck: { of: writeRecheck({ to: String(edge), since: table.startedAt - reading.horizonMs }), notBefore: table.startedAt + reading.settleMs },
  };
}

/** Where search stops being believed, null when it did not agree with the list. */
async function trustedEdge(query: HubSpotQuery, table: PortalTable, reading: Reading): Promise<bigint | null> {
  const found = await searchEdge(query, table, reading);
  if (found === null) return null;
  const { edge } = found;
  return (await searchAgrees(query, { conditions: [], filters: [] }, table, edge, reading)) ? edge : null;
}

/** Properties search cannot carry would have to be read by id, and nothing would be gained. */
function fitsSearch({ properties }: HubSpotQuery): boolean {
  if (fitsUrl(properties).rest.length > 0) return false;
  const body = searchBody({ objectType: '', filters: [], sort: { propertyName: RECORD_ID, direction: 'ASCENDING' }, properties, limit: SEARCH_PAGE, after: null });
  return JSON.stringify(body).length <= SEARCH_BODY_LIMIT - ROOM_FOR_WINDOW;
}

/** Row counts at which to cut into equal parts. */
function evenGoals(total: number): number[] {
  const parts = Math.min(MOST_PARTS, Math.max(LEAST_PARTS, Math.floor(total / ROWS_PER_PART)));
  return Array.from({ length: parts - 1 }, (_, index) => ((index + 1) * total) / parts);
}

/** Row counts at which to cut so that each part is a reader's share of the rest: large first, small last. */
function guidedGoals(total: number, readers: number): number[] {
  const goals: number[] = [];
  let done = 0;
  while (total - done > 2 * SMALLEST_PART) {
    done += Math.max(SMALLEST_PART, Math.floor((total - done) / readers));
    goals.push(done);
  }
  return goals;
}
