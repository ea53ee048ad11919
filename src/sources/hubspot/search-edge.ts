import { searchObjects, type SearchFilter } from '../../hubspot/index.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { CREATED } from './modified-property.ts';
import type { PortalTable } from './portal-table.ts';
import { SEARCH_PAGE, type Reading } from './read-rules.ts';
import { RECORD_ID } from './standard-properties.ts';

/** `newer`: how many records search knows to be created within the horizon. */
export type SearchEdge = { readonly edge: bigint; readonly newer: number };

/** A page each; search that still names new records before the edge then is not to be relied upon. */
const MOST_LOOKS = 8;

/**
 * The record id from which on only the list is believed: before it lies nothing that was created within the horizon,
 * as far as search knows, and not the newest page of records either. What search does not know at all was created
 * last, so its id lies behind. Search's order is not relied upon: it is asked again for what lies before the edge
 * until there is nothing. Null when that does not come to an end.
 */
export async function searchEdge({ gateway, at, type }: HubSpotQuery, table: PortalTable, { horizonMs }: Reading): Promise<SearchEdge | null> {
  const recent: SearchFilter = { propertyName: CREATED, operator: 'GTE', value: String(table.startedAt - horizonMs) };
  let edge = lowest(BigInt(table.last), table.newest);
  let newer: number | null = null;
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const before: SearchFilter[] = newer === null ? [] : [{ propertyName: RECORD_ID, operator: 'LT', value: String(edge) }];
    const page = await searchObjects(gateway, at, {
      objectType: type.objectTypeId,
      filters: [recent, ...before],
      sort: { propertyName: RECORD_ID, direction: 'ASCENDING' },
      properties: [RECORD_ID],
      limit: SEARCH_PAGE,
      after: null,
    });
    const next = lowest(edge, page.objects.map(({ id }) => id));
    newer ??= page.total ?? 0;
    if (next === edge && (page.total ?? 0) <= page.objects.length) return { edge, newer };
    edge = next;
  }
  return null;
}

function lowest(edge: bigint, ids: readonly string[]): bigint {
  return ids.reduce((least, id) => (BigInt(id) < least ? BigInt(id) : least), edge);
}
