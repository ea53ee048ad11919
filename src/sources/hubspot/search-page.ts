import { searchObjects, type HubSpotObject, type SearchFilter } from '../../hubspot/index.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { SEARCH_PAGE } from './read-rules.ts';
import { RECORD_ID } from './standard-properties.ts';

/** Records with from <= id < to. */
export type IdWindow = { readonly from: bigint; readonly to: bigint };

export type SearchedPage = {
  /** Those of the page that lie in the window, each once, as search ordered them. */
  readonly objects: readonly HubSpotObject[];
  /** Rows search counts in the window; up to `SEARCH_PAGE`, all of them are on this page. */
  readonly total: number;
  /** Whether their ids ascend, none lay outside and none is missing that search counted. */
  readonly isSound: boolean;
};

/** The first page of a window by record id. Search also answers with rows outside of what was asked: those are dropped. */
export async function searchPage(
  { gateway, at, type }: HubSpotQuery,
  of: { readonly filters: readonly SearchFilter[]; readonly window: IdWindow; readonly properties: readonly string[] },
): Promise<SearchedPage> {
  const { from, to } = of.window;
  const page = await searchObjects(gateway, at, {
    objectType: type.objectTypeId,
    filters: [...of.filters, { propertyName: RECORD_ID, operator: 'GTE', value: String(from) }, { propertyName: RECORD_ID, operator: 'LT', value: String(to) }],
    sort: { propertyName: RECORD_ID, direction: 'ASCENDING' },
    properties: of.properties,
    limit: SEARCH_PAGE,
    after: null,
  });
  const seen = new Set<string>();
  const objects: HubSpotObject[] = [];
  let isSound = true;
  let last = from - 1n;
  for (const object of page.objects) {
    const id = BigInt(object.id);
    if (id <= last || id >= to) isSound = false;
    if (id < from || id >= to || seen.has(object.id)) continue;
    seen.add(object.id);
    objects.push(object);
    last = id;
  }
  const total = page.total ?? Number.POSITIVE_INFINITY;
  return { objects, total, isSound: isSound && objects.length >= Math.min(total, SEARCH_PAGE) };
}
