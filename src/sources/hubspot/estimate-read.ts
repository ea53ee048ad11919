import { BATCH_READ_LIMIT, BUDGET_LIMITS, fitsUrl } from '../../hubspot/index.ts';
import type { SourceQuery } from '../define-source.ts';
import { READ_CONCURRENCY } from './read-rules.ts';

/** HubSpot's usual time for one page, from public measurements. */
const PAGE_SECONDS = 0.25;
const PLAN_CALLS = { record: 2, portal: 9, related: 0 } as const;
const START_SECONDS = 1;

/** What a whole read of `rows` rows costs: pages of 100, four at a time, never faster than the portal's allowance. */
export function estimateRead(query: SourceQuery, rows: number): { readonly seconds: number; readonly apiCalls: number } {
  const pages = Math.max(1, Math.ceil(rows / BATCH_READ_LIMIT));
  const callsPerPage = query.table.scope === 'portal' && fitsUrl(query.columns).rest.length > 0 ? 2 : 1;
  const parts = pages > 10 ? READ_CONCURRENCY : 1;
  const perSecond = Math.min(BUDGET_LIMITS.objects.rate, parts / PAGE_SECONDS);
  const calls = pages * callsPerPage;
  return { seconds: Math.round((START_SECONDS + calls / perSecond) * 10) / 10, apiCalls: calls + PLAN_CALLS[query.table.scope] };
}
