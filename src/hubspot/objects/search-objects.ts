import type { CallContext, HubSpotGateway } from '../gateway.ts';
import type { ObjectPage } from './hubspot-object.ts';
import { objectPage } from './parse-object-page.ts';

/** Search shows at most this many results of one query; asking beyond answers 400. */
export const SEARCH_RESULT_LIMIT = 10_000;
/** Longest body search takes, in characters. */
export const SEARCH_BODY_LIMIT = 3_000;

export type SearchFilter = {
  readonly propertyName: string;
  readonly operator: 'EQ' | 'NEQ' | 'GT' | 'GTE' | 'LT' | 'LTE' | 'CONTAINS_TOKEN' | 'HAS_PROPERTY' | 'NOT_HAS_PROPERTY';
  readonly value?: string;
};

export type SearchQuery = {
  readonly objectType: string;
  /** All of them must hold. At most 6. */
  readonly filters: readonly SearchFilter[];
  readonly sort: { readonly propertyName: string; readonly direction: 'ASCENDING' | 'DESCENDING' };
  readonly properties: readonly string[];
  /** At most 200. */
  readonly limit: number;
  /** Offset, a number in text, null for the first page. */
  readonly after: string | null;
};

/**
 * One page of a search. The index lags behind the records and its order is not reliable: good enough to show, never
 * to decide that something is complete.
 */
export function searchObjects(gateway: HubSpotGateway, at: CallContext, query: SearchQuery): Promise<ObjectPage> {
  return gateway.call(at.portalId, {
    ...at,
    budget: 'search',
    method: 'POST',
    path: gateway.paths.search(query.objectType),
    body: searchBody(query),
    repeatable: true,
    schema: objectPage,
  });
}

export function searchBody(query: SearchQuery): object {
  return {
    filterGroups: query.filters.length === 0 ? [] : [{ filters: query.filters }],
    // As plain strings HubSpot ignores sorts without a word.
    sorts: [query.sort],
    properties: query.properties,
    limit: query.limit,
    ...(query.after === null ? {} : { after: query.after }),
  };
}
