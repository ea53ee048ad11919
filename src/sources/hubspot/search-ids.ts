import { AppError } from '../../core/errors/index.ts';
import { searchObjects, type SearchFilter } from '../../hubspot/index.ts';
import { compareIds } from './compare-ids.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { SEARCH_CONCURRENCY, SEARCH_PAGE } from './read-rules.ts';
import { searchPage, type IdWindow } from './search-page.ts';
import { RECORD_ID } from './standard-properties.ts';

/** Records may change between the count and the read; fewer than this share means that the index went away. */
export const LEAST_SHARE = 0.95;

/** Searches that may still be made; an index that answers at random must not keep a job busy for ever. `first`: before it probably lies nothing. */
type Allowance = { left: number; readonly windowRows: number; readonly first: bigint };
/** A window and the rows search counted in it. */
type Counted = IdWindow & { readonly count: number };
/** Its records have from <= id < to; `low` and `high` say where they probably begin and end. */
type Stretch = Counted & { readonly low: bigint; readonly high: bigint };

/**
 * All ids that search has for `filters` in a frozen window of record ids, each once, ascending. Its order is never
 * relied upon: see `walk`. Throws `hubspot.unavailable` when search's answers do not come to an end.
 */
export async function searchIds(query: HubSpotQuery, filters: readonly SearchFilter[], window: IdWindow, { windowRows, first }: { readonly windowRows: number; readonly first: bigint }): Promise<readonly string[]> {
  const allowance: Allowance = { left: 100, windowRows, first };
  const total = await count(query, filters, window, allowance);
  allowance.left += Math.ceil(total / SEARCH_PAGE) * 6 + Math.ceil(total / windowRows) * 20;

  const waiting = await cut(query, filters, { ...window, low: first > window.from && first < window.to ? first : window.from, high: window.to, count: total }, allowance);
  const ids = new Set<string>();
  const walker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const found = await walk(query, filters, next, allowance);
      if (found.length < Math.floor(next.count * LEAST_SHARE)) throw new AppError('hubspot.unavailable', { detail: `search counted ${next.count} rows and then named ${found.length}` });
      for (const id of found) ids.add(id);
    }
  };
  await Promise.all(Array.from({ length: SEARCH_CONCURRENCY }, walker));
  return [...ids].sort(compareIds);
}

/** Halves by record id until no window holds more than search shows. The counts decide the sizes, not what is found. */
async function cut(query: HubSpotQuery, filters: readonly SearchFilter[], stretch: Stretch, allowance: Allowance): Promise<Counted[]> {
  const { from, to, low, high } = stretch;
  if (stretch.count <= allowance.windowRows || high - low <= 1n) return [{ from, to, count: stretch.count }];
  const middle = (low + high) / 2n;
  const left = await count(query, filters, { from, to: middle }, allowance);
  if (left === 0) return cut(query, filters, { ...stretch, low: middle }, allowance);
  if (left >= stretch.count) return cut(query, filters, { ...stretch, high: middle }, allowance);
  return [
    ...(await cut(query, filters, { from, to: middle, low, high: middle, count: left }, allowance)),
    ...(await cut(query, filters, { from: middle, to, low: middle, high, count: stretch.count - left }, allowance)),
  ];
}

/**
 * Reads a window by "id greater than the last", and checks on each page that nothing was passed over: it must be full,
 * its ids must ascend, and what search counts behind it may only be smaller by that page. When either fails, the order cannot
 * be trusted and the window is read without it.
 */
async function walk(query: HubSpotQuery, filters: readonly SearchFilter[], window: IdWindow, allowance: Allowance): Promise<string[]> {
  const ids: string[] = [];
  let from = window.from;
  let least = 0;
  for (;;) {
    const page = await pageOf(query, filters, { from, to: window.to }, allowance);
    if (page.total < least || !page.isSound) return halves(query, filters, window, allowance);
    ids.push(...page.objects.map(({ id }) => id));
    if (page.total <= SEARCH_PAGE) return ids;
    const last = page.objects.at(-1)?.id;
    if (last === undefined) return halves(query, filters, window, allowance);
    from = BigInt(last) + 1n;
    least = page.total - SEARCH_PAGE;
  }
}

/**
 * Halves until all rows of a window are on one page: then no order is needed. What search counts and does not deliver is
 * looked for down to the single id: it was deleted and the index does not know it yet.
 */
async function halves(query: HubSpotQuery, filters: readonly SearchFilter[], window: IdWindow, allowance: Allowance): Promise<string[]> {
  const page = await pageOf(query, filters, window, allowance);
  if (page.objects.length >= page.total || window.to - window.from <= 1n) return page.objects.map(({ id }) => id);
  const low = allowance.first > window.from && allowance.first < window.to ? allowance.first : window.from;
  const middle = (low + window.to) / 2n;
  return [...(await halves(query, filters, { from: window.from, to: middle }, allowance)), ...(await halves(query, filters, { from: middle, to: window.to }, allowance))];
}

async function pageOf(query: HubSpotQuery, filters: readonly SearchFilter[], window: IdWindow, allowance: Allowance): ReturnType<typeof searchPage> {
  spend(allowance);
  return searchPage(query, { filters, window, properties: [RECORD_ID] });
}

async function count({ gateway, at, type }: HubSpotQuery, filters: readonly SearchFilter[], { from, to }: IdWindow, allowance: Allowance): Promise<number> {
  spend(allowance);
  const page = await searchObjects(gateway, at, {
    objectType: type.objectTypeId,
    filters: [...filters, { propertyName: RECORD_ID, operator: 'GTE', value: String(from) }, { propertyName: RECORD_ID, operator: 'LT', value: String(to) }],
    sort: { propertyName: RECORD_ID, direction: 'ASCENDING' },
    properties: [RECORD_ID],
    limit: 1,
    after: null,
  });
  return page.total ?? 0;
}

function spend(allowance: Allowance): void {
  allowance.left -= 1;
  if (allowance.left < 0) throw new AppError('hubspot.unavailable', { detail: 'search pages and counts contradict each other without end' });
}
