import { AppError } from '../../core/errors/index.ts';
import { SEARCH_BODY_LIMIT, searchBody, type SearchFilter, type SearchQuery } from '../../hubspot/index.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { recordTypeName } from './object-type.ts';
import { RECORD_ID } from './standard-properties.ts';
import { toSearchFilters } from './to-search-filters.ts';

/**
 * The search behind a filtered or sorted table. When the properties do not fit into search's body it asks for none,
 * and the records must be read by id. Throws `filter.invalid` when the filters alone do not fit.
 */
export function searchQuery({ source, type, properties, conditions }: HubSpotQuery, page: { readonly limit: number; readonly after: string | null }): SearchQuery {
  const { record, sort } = source;
  const ofRecord: SearchFilter[] = record === null || source.table.scope === 'portal' ? [] : [{ propertyName: `associations.${recordTypeName(record)}`, operator: 'EQ', value: record.objectId }];
  const query: SearchQuery = {
    objectType: type.objectTypeId,
    filters: toSearchFilters(conditions, ofRecord),
    sort: { propertyName: sort?.column ?? RECORD_ID, direction: sort?.direction === 'descending' ? 'DESCENDING' : 'ASCENDING' },
    properties: properties.length === 0 ? [RECORD_ID] : properties,
    ...page,
  };
  if (JSON.stringify(searchBody(query)).length <= SEARCH_BODY_LIMIT) return query;
  const bare = { ...query, properties: [] };
  if (JSON.stringify(searchBody(bare)).length <= SEARCH_BODY_LIMIT) return bare;
  throw new AppError('filter.invalid', { userMessage: 'These filters are too long for HubSpot.', fix: 'Use shorter values or fewer filters.' });
}
