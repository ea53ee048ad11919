import { AppError } from '../../core/errors/index.ts';
import { fitsUrl, type HubSpotObject } from '../../hubspot/index.ts';
import type { SourceBatch } from '../define-source.ts';
import { createBatchBuilder } from './batch-builder.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import type { Part } from './part.ts';
import { END, type PartCursor } from './part-cursor.ts';
import type { ReadOptions } from './read-options.ts';
import { SEARCH_PAGE } from './read-rules.ts';
import { scanPages } from './scan-pages.ts';
import { searchPage, type SearchedPage } from './search-page.ts';
import { RECORD_ID } from './standard-properties.ts';

type Both = Extract<Part, { kind: 'both' }>;
/** Objects that surely come next, and the id behind which the part goes on (null: nowhere). */
type Stretch = { readonly objects: readonly HubSpotObject[]; readonly last: bigint | null };

/**
 * Reads a range by ascending record id, through search while it has a place there and behaves, through the list
 * otherwise. Both know the place by the last id alone, so either can go on where the other stopped, also after a crash.
 */
export async function* readBoth(options: ReadOptions, part: Both, cursor: Extract<PartCursor, { at: 'behind' }> | null): AsyncGenerator<SourceBatch> {
  const { query, now, takeCalls } = options;
  const batch = createBatchBuilder(query, now, takeCalls);
  for await (const { objects, last } of stretches(options, part, cursor === null ? BigInt(part.from ?? '1') - 1n : BigInt(cursor.last))) {
    for (const object of objects) batch.add(object);
    if (last === null) break;
    if (batch.isFull(SEARCH_PAGE)) yield batch.take({ at: 'behind', last: String(last) });
  }
  yield batch.take(END);
}

async function* stretches({ query, slots }: ReadOptions, part: Both, start: bigint): AsyncGenerator<Stretch> {
  const properties = fitsUrl(query.properties).fit.length === 0 ? [RECORD_ID] : query.properties;
  const state = { last: start, searchFails: false };
  for (;;) {
    const leave = state.searchFails ? null : slots.take(query.at.portalId);
    try {
      for await (const stretch of leave === null ? listed(query, part, state.last, properties) : searched(query, part, state.last, properties)) {
        yield stretch;
        if (stretch.last === null) return;
        state.last = stretch.last;
        // A place in search became free: go on there.
        if (leave === null && !state.searchFails && slots.isFree(query.at.portalId)) break;
      }
      if (leave !== null) state.searchFails = true;
    } finally {
      leave?.();
    }
  }
}

async function* listed(query: HubSpotQuery, part: Both, last: bigint, properties: readonly string[]): AsyncGenerator<Stretch> {
  const from = String(last + 1n);
  for await (const { objects, next } of scanPages(query, { kind: 'scan', from, to: part.to, ordered: true }, properties, null)) {
    yield { objects, last: next === null ? null : BigInt(next.last ?? last) };
  }
}

/**
 * Search's pages of the range, each held back until the next one's count shows that it passed over nothing; ends
 * early, without what it holds, when search misbehaves or is not to be had.
 */
async function* searched(query: HubSpotQuery, part: Both, start: bigint, properties: readonly string[]): AsyncGenerator<Stretch> {
  const to = BigInt(part.to);
  let held: SearchedPage | null = null;
  let behind = start;
  for (;;) {
    const page: SearchedPage | null = await pageOrNull(query, { from: behind + 1n, to }, properties);
    if (page === null || !page.isSound || (held !== null && page.total < held.total - SEARCH_PAGE)) return;
    if (held !== null) yield { objects: held.objects, last: behind };
    if (page.total <= SEARCH_PAGE) {
      yield { objects: page.objects, last: null };
      return;
    }
    const last = page.objects.at(-1)?.id;
    if (last === undefined) return;
    held = page;
    behind = BigInt(last);
  }
}

async function pageOrNull(query: HubSpotQuery, window: { readonly from: bigint; readonly to: bigint }, properties: readonly string[]): Promise<SearchedPage | null> {
  if (window.from >= window.to) return { objects: [], total: 0, isSound: true };
  try {
    return await searchPage(query, { filters: [], window, properties });
  } catch (thrown) {
    if (thrown instanceof AppError && (thrown.code === 'hubspot.unavailable' || thrown.code === 'hubspot.rate_limited')) return null;
    throw thrown;
  }
}
