import { z } from 'zod';
import { BATCH_READ_LIMIT, batchReadObjects, fitsUrl, type SearchFilter } from '../../hubspot/index.ts';
import type { RecheckBatch } from '../define-source.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { listFrom } from './list-from.ts';
import { matches } from './matches.ts';
import { modifiedProperty } from './modified-property.ts';
import { pageOrNull } from './page-or-null.ts';
import type { ReadOptions } from './read-options.ts';
import { SEARCH_PAGE } from './read-rules.ts';
import { isPropertyRefused, unreadableColumns, withoutRefused } from './refused-properties.ts';
import { LEAST_SHARE } from './search-ids.ts';
import type { SearchedPage } from './search-page.ts';
import { RECORD_ID } from './standard-properties.ts';
import { toMilliseconds } from './to-milliseconds.ts';

const Id = z.string().regex(/^\d{1,19}$/);
/** Records below `to` that were changed at or after `since`, epoch milliseconds: search may have given them as they were before. */
const Recheck = z.strictObject({ to: Id, since: z.number() });
/** Behind which id the pass goes on, and who names the changed records. */
const Place = z.strictObject({ behind: Id, by: z.enum(['search', 'list']) });
type Place = z.infer<typeof Place>;

export function writeRecheck(of: z.infer<typeof Recheck>): string {
  return JSON.stringify(of);
}

/** Changed records of a stretch, ascending; `behind` null: there are no further ones. */
type Named = { readonly ids: readonly string[]; readonly behind: bigint | null };

/**
 * The second pass over what search has read: names the records that were changed in the horizon before the export or since, now
 * that search had time to learn of them, and reads each by its id from the records themselves. Where search fails or
 * contradicts itself the list names them, page by page, from the same place on.
 */
export async function* recheckChanged(options: Pick<ReadOptions, 'query' | 'takeCalls'>, ofText: string, cursor: string | null): AsyncGenerator<RecheckBatch> {
  const of = Recheck.parse(JSON.parse(ofText));
  let place: Place | null = cursor === null ? { behind: '0', by: (await knowsAll(options.query, of)) ? 'search' : 'list' } : Place.parse(JSON.parse(cursor));
  let ahead: SearchedPage | null = null;
  while (place !== null) {
    const query = withoutRefused(options.query);
    const searched: Searched | null = place.by === 'search' ? await bySearch(query, of, place, ahead) : null;
    if (place.by === 'search' && searched === null) {
      place = { ...place, by: 'list' };
      continue;
    }
    const named: Named = searched ?? (await byList(query, of, place));
    try {
      const rows = await readNow(query, named.ids);
      const next: Place = { by: place.by, behind: String(named.behind ?? BigInt(of.to)) };
      place = named.behind === null ? null : next;
      ahead = searched?.ahead ?? null;
      yield { rows, cursor: JSON.stringify(next), calls: options.takeCalls(), ...unreadableColumns(query) };
    } catch (thrown) {
      if (!(await isPropertyRefused(options.query, query, thrown))) throw thrown;
    }
  }
}

/** An index that went away would name nothing as changed, so search has to know a page of the list from the middle. */
async function knowsAll(query: HubSpotQuery, { to }: z.infer<typeof Recheck>): Promise<boolean> {
  const end = BigInt(to);
  const listed = (await listFrom(query, String(end / 2n), BATCH_READ_LIMIT)).filter(({ id }) => BigInt(id) < end);
  const [first, last] = [listed[0]?.id, listed.at(-1)?.id];
  if (first === undefined || last === undefined) return true;
  const page = await pageOrNull(query, [], { from: BigInt(first), to: BigInt(last) + 1n });
  return page !== null && page.objects.length >= Math.floor(listed.length * LEAST_SHARE);
}

/** `ahead`: the page behind these, which has shown that search passed over none of them. */
type Searched = Named & { readonly ahead: SearchedPage | null };

/** Null when search is not to be had or not to be relied upon. `known`: the page of this place, where it was asked for already. */
async function bySearch(query: HubSpotQuery, { to, since }: z.infer<typeof Recheck>, { behind }: Place, known: SearchedPage | null): Promise<Searched | null> {
  const changed: SearchFilter = { propertyName: modifiedProperty(query.type), operator: 'GTE', value: String(since) };
  const pageBehind = (id: bigint): Promise<SearchedPage | null> => pageOrNull(query, [changed], { from: id + 1n, to: BigInt(to) });
  const page = known ?? (await pageBehind(BigInt(behind)));
  if (page === null || !page.isSound) return null;
  const ids = page.objects.map(({ id }) => id);
  if (page.total <= SEARCH_PAGE) return { ids, behind: null, ahead: null };
  const last = BigInt(ids.at(-1)!);
  const ahead = await pageBehind(last);
  return ahead === null || ahead.total < page.total - SEARCH_PAGE ? null : { ids, behind: last, ahead };
}

async function byList(query: HubSpotQuery, { to, since }: z.infer<typeof Recheck>, { behind }: Place): Promise<Named> {
  const modified = modifiedProperty(query.type);
  const page = await listFrom(query, behind === '0' ? null : behind, BATCH_READ_LIMIT, [modified]);
  const fresh = page.filter(({ id }) => BigInt(id) > BigInt(behind));
  const last = fresh.at(-1)?.id;
  const ids = fresh.filter(({ id, properties }) => BigInt(id) < BigInt(to) && (toMilliseconds(properties[modified] ?? '') ?? since) >= since).map(({ id }) => id);
  return { ids, behind: last === undefined || BigInt(last) >= BigInt(to) ? null : BigInt(last) };
}

/** A record that is gone by now is left as it was read. */
async function readNow(query: HubSpotQuery, ids: readonly string[]): Promise<RecheckBatch['rows'][number][]> {
  const { gateway, at, type } = query;
  const properties = fitsUrl(query.properties).fit.length === 0 ? [RECORD_ID] : query.properties;
  const rows: RecheckBatch['rows'][number][] = [];
  for (let start = 0; start < ids.length; start += BATCH_READ_LIMIT) {
    const slice = ids.slice(start, start + BATCH_READ_LIMIT);
    const { found } = await batchReadObjects(gateway, at, { objectType: type.objectTypeId, ids: slice, properties });
    for (const id of slice) {
      const object = found.get(id);
      if (object !== undefined) rows.push({ key: id, cells: matches(query.conditions, object) ? query.toCells(object) : null });
    }
  }
  return rows;
}
