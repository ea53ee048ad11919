import { AppError } from '../../core/errors/index.ts';
import type { SearchFilter } from '../../hubspot/index.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { searchPage, type IdWindow, type SearchedPage } from './search-page.ts';
import { RECORD_ID } from './standard-properties.ts';

/** The first page of a window of record ids by search; null when search is not to be had just now. Of an empty window nothing is asked. */
export async function pageOrNull(query: HubSpotQuery, filters: readonly SearchFilter[], window: IdWindow, properties: readonly string[] = [RECORD_ID]): Promise<SearchedPage | null> {
  if (window.from >= window.to) return { objects: [], total: 0, isSound: true };
  try {
    return await searchPage(query, { filters, window, properties });
  } catch (thrown) {
    if (thrown instanceof AppError && (thrown.code === 'hubspot.unavailable' || thrown.code === 'hubspot.rate_limited')) return null;
    throw thrown;
  }
}
