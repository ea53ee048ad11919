import { BATCH_READ_LIMIT, BUDGET_LIMITS, fitsUrl } from '../../hubspot/index.ts';
import type { SourceQuery } from '../define-source.ts';
import { propertyOf } from './property-of.ts';
import { READ_CONCURRENCY, SEARCH_PAGE, type ReadRules } from './read-rules.ts';

export type ReadEstimate = { readonly seconds: number; readonly apiCalls: number };
type Known = {
  /** Records of the whole type, null when unknown. */
  readonly total: number | null;
  readonly rules: Omit<ReadRules, 'sleep'>;
};

/** HubSpot's usual time for one page, from public measurements. */
const PAGE_SECONDS = 0.25;
const PLAN_CALLS = { record: 2, portal: 9, related: 0 } as const;
const PLAN_CALLS_BOTH = 20;
const START_SECONDS = 1;
/** What an allowance that was not used before gives at once, in calls beyond its pace. */
const HEAD_START = 20;

/**
 * What a whole read of `rows` rows costs: pages of 100, some at a time, never faster than the portal's allowance. A large
 * table spends search's allowance as well; a filtered one is read as a whole unless search names its rows more quickly.
 */
export function estimateRead(query: SourceQuery, rows: number, { total, rules }: Known): ReadEstimate {
  if (query.keys !== undefined) return estimateList(query.keys.length, 1, 0);
  if (query.table.scope !== 'portal') return estimateList(rows, 1, PLAN_CALLS[query.table.scope]);
  const isFiltered = query.filters.length > 0;
  const upstream = isFiltered ? Math.max(rows, total ?? rows) : rows;
  const callsPerPage = fitsUrl([...new Set(query.columns.map(propertyOf))]).rest.length > 0 ? 2 : 1;
  const usesBoth = rules.searchForExports && callsPerPage === 1 && upstream >= rules.rowsForBoth;
  const list = usesBoth ? estimateBoth(upstream, rules) : estimateList(upstream, callsPerPage, PLAN_CALLS.portal);
  if (!isFiltered || !rules.searchForExports || query.filters.every(({ operator }) => operator === 'contains') || upstream < rules.rowsForParts) return list;
  const searched = estimateSearch(rows, rules);
  // The planner compares with the list alone.
  return searched.seconds < START_SECONDS + upstream / BATCH_READ_LIMIT / BUDGET_LIMITS.objects.rate ? searched : list;
}

function estimateList(rows: number, callsPerPage: number, planCalls: number): ReadEstimate {
  const pages = Math.max(1, Math.ceil(rows / BATCH_READ_LIMIT));
  const inFlight = pages > 10 ? READ_CONCURRENCY : 1;
  const calls = pages * callsPerPage;
  const seconds = Math.max((calls * PAGE_SECONDS) / inFlight, (calls - HEAD_START) / BUDGET_LIMITS.objects.rate);
  return { seconds: round(START_SECONDS + seconds), apiCalls: calls + planCalls };
}

function estimateBoth(rows: number, { settleMs }: Known['rules']): ReadEstimate {
  const { objects, search } = BUDGET_LIMITS;
  const seconds = rows / (objects.rate * BATCH_READ_LIMIT + search.rate * SEARCH_PAGE);
  const calls = Math.ceil(seconds * (objects.rate + search.rate));
  return { seconds: round(START_SECONDS + Math.max(settleMs / 1000, 2 + seconds * 1.03)), apiCalls: calls + PLAN_CALLS_BOTH };
}

function estimateSearch(rows: number, { settleMs }: Known['rules']): ReadEstimate {
  const searches = Math.ceil(rows / SEARCH_PAGE);
  const reads = Math.ceil(rows / BATCH_READ_LIMIT);
  const naming = Math.max(settleMs / 1000, searches / BUDGET_LIMITS.search.rate);
  return { seconds: round(START_SECONDS + naming + Math.max((reads * PAGE_SECONDS) / READ_CONCURRENCY, (reads - HEAD_START) / BUDGET_LIMITS.objects.rate)), apiCalls: searches + reads + PLAN_CALLS_BOTH };
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
