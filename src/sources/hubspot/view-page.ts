import { AppError } from '../../core/errors/index.ts';
import { fitsUrl, listObjects, SEARCH_RESULT_LIMIT, searchObjects, type HubSpotObject } from '../../hubspot/index.ts';
import type { SourcePage } from '../define-source.ts';
import { associatedIds } from './associated-ids.ts';
import { compareIds } from './compare-ids.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { readPageCursor, writePageCursor } from './page-cursor.ts';
import { readByIds } from './read-by-ids.ts';
import { searchQuery } from './search-query.ts';
import { RECORD_ID } from './standard-properties.ts';

export type PageOptions = { readonly cursor: string | null; readonly size: number };

/** One page for a person. Throws `page.invalid` for a foreign cursor and behind search's 10,000th row. */
export async function viewPage(query: HubSpotQuery, options: PageOptions): Promise<SourcePage> {
  if (query.source.filters.length > 0 || query.source.sort !== null) return searchPage(query, options);
  return query.source.table.scope === 'record' ? recordPage(query, options) : listPage(query, options);
}

async function recordPage(query: HubSpotQuery, { cursor, size }: PageOptions): Promise<SourcePage> {
  const last = readPageCursor('ids', cursor);
  const ids = await associatedIds(query);
  const rest = last === null ? ids : ids.filter((id) => compareIds(id, last) > 0);
  const shown = rest.slice(0, size);
  return toPage(query, await readByIds(query, shown), writePageCursor('ids', rest.length > size ? (shown.at(-1) ?? null) : null));
}

async function listPage(query: HubSpotQuery, { cursor, size }: PageOptions): Promise<SourcePage> {
  const { fit, rest } = fitsUrl(query.properties);
  const page = await listObjects(query.gateway, query.at, {
    objectType: query.type.objectTypeId,
    properties: rest.length === 0 ? orId(fit) : [RECORD_ID],
    limit: Math.min(size, 100),
    after: readPageCursor('list', cursor),
  });
  const objects = rest.length === 0 ? page.objects : await readByIds(query, page.objects.map(({ id }) => id));
  return toPage(query, objects, writePageCursor('list', page.after));
}

async function searchPage(query: HubSpotQuery, { cursor, size }: PageOptions): Promise<SourcePage> {
  const after = readPageCursor('search', cursor);
  const offset = Number(after ?? 0);
  if (offset >= SEARCH_RESULT_LIMIT) {
    throw new AppError('page.invalid', { userMessage: 'HubSpot shows at most 10,000 sorted rows; narrow the filter or export.', fix: 'Narrow the filter, or export the table.' });
  }
  const search = searchQuery(query, { limit: Math.min(size, 100, SEARCH_RESULT_LIMIT - offset), after });
  const page = await searchObjects(query.gateway, query.at, search);
  const objects = search.properties.length > 0 ? page.objects : await readByIds(query, page.objects.map(({ id }) => id));
  return toPage(query, objects, writePageCursor('search', page.after));
}

function toPage(query: HubSpotQuery, objects: readonly HubSpotObject[], next: string | null): SourcePage {
  return { rows: objects.map((object) => ({ key: object.id, cells: query.toCells(object) })), next };
}

/** Without any name HubSpot sends a dozen properties nobody asked for. */
function orId(properties: readonly string[]): readonly string[] {
  return properties.length === 0 ? [RECORD_ID] : properties;
}
