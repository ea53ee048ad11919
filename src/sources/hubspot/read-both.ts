import { fitsUrl, type HubSpotObject } from '../../hubspot/index.ts';
import type { SourceBatch } from '../define-source.ts';
import { createBatchBuilder } from './batch-builder.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { pageOrNull } from './page-or-null.ts';
import type { Part } from './part.ts';
import { END, type PartCursor } from './part-cursor.ts';
import type { ReadOptions } from './read-options.ts';
import { SEARCH_PAGE } from './read-rules.ts';
import { scanPages } from './scan-pages.ts';
import type { SearchedPage } from './search-page.ts';
import { RECORD_ID } from './standard-properties.ts';

/** Search begins a stretch only where so many rows are still expected; what it counts could not be judged otherwise. */
const LEAST_FOR_SEARCH = 2 * SEARCH_PAGE;

type Both = Extract<Part, { kind: 'both' }>;
/** Behind which id the part goes on, and how many of its rows came before. */
type Place = { readonly last: bigint; readonly read: number };
/** Objects that surely come next, and the id behind which the part goes on (null: nowhere). */
type Stretch = { readonly objects: readonly HubSpotObject[]; readonly last: bigint | null };

/**
 * Reads a range by ascending record id, through search while it has a place there and behaves, through the list
 * otherwise. Both know the place by the last id alone, so either can go on where the other stopped, also after a crash.
 */
export async function* readBoth(options: ReadOptions, part: Both, cursor: Extract<PartCursor, { at: 'behind' }> | null): AsyncGenerator<SourceBatch> {
  const batch = createBatchBuilder(options, true);
  const start: Place = cursor === null ? { last: BigInt(part.from ?? '1') - 1n, read: 0 } : { last: BigInt(cursor.last), read: cursor.read };
  let read = start.read;
  for await (const { objects, last } of stretches(options, part, start)) {
    for (const object of objects) batch.add(object);
    read += objects.length;
    if (last === null) break;
    if (batch.isFull(SEARCH_PAGE)) yield batch.take({ at: 'behind', last: String(last), read });
  }
  yield batch.take(END);
}

async function* stretches({ query, slots, now }: ReadOptions, part: Both, start: Place): AsyncGenerator<Stretch> {
  const properties = fitsUrl(query.properties).fit.length === 0 ? [RECORD_ID] : query.properties;
  const state = { ...start, searchFails: false };
  const mayBegin = (): boolean => !state.searchFails && part.rows - state.read >= LEAST_FOR_SEARCH && now() >= part.searchFrom;
  for (;;) {
    const leave = mayBegin() ? slots.take(query.at.portalId) : null;
    try {
      for await (const stretch of leave === null ? listed(query, part, state.last, properties) : searched(query, part, state, properties)) {
        yield stretch;
        if (stretch.last === null) return;
        state.last = stretch.last;
        state.read += stretch.objects.length;
        // A place in search became free: go on there.
        if (leave === null && mayBegin() && slots.isFree(query.at.portalId)) break;
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
 * Search's pages of the range, each held back until the next one's count shows that it passed over nothing; the first
 * must count at least half of what the plan expects, so that an index which went away does not pass for an empty range.
 * Ends early, without what it holds, when search misbehaves or is not to be had.
 */
async function* searched(query: HubSpotQuery, part: Both, start: Place, properties: readonly string[]): AsyncGenerator<Stretch> {
  const to = BigInt(part.to);
  let held: SearchedPage | null = null;
  let least = (part.rows - start.read) / 2;
  let behind = start.last;
  for (;;) {
    const page: SearchedPage | null = await pageOrNull(query, [], { from: behind + 1n, to }, properties);
    if (page === null || !page.isSound || page.total < least) return;
    if (held !== null) yield { objects: held.objects, last: behind };
    if (page.total <= SEARCH_PAGE) {
      yield { objects: page.objects, last: null };
      return;
    }
    const last = page.objects.at(-1)?.id;
    if (last === undefined) return;
    held = page;
    least = page.total - SEARCH_PAGE;
    behind = BigInt(last);
  }
}
