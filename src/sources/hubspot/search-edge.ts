import { searchObjects } from '../../hubspot/index.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { CREATED } from './modified-property.ts';
import type { PortalTable } from './portal-table.ts';
import { SEARCH_PAGE, type Reading } from './read-rules.ts';
import { RECORD_ID } from './standard-properties.ts';

/** `newer`: how many records search knows to be created within the horizon. */
export type SearchEdge = { readonly edge: bigint; readonly newer: number };

/**
 * The record id from which on only the list is believed: before it lies nothing that was created within the horizon,
 * as far as search knows, and not the newest page of records either. What search does not know at all was created
 * last, so its id lies behind.
 */
export async function searchEdge({ gateway, at, type }: HubSpotQuery, table: PortalTable, { horizonMs }: Reading): Promise<SearchEdge> {
  const recent = await searchObjects(gateway, at, {
    objectType: type.objectTypeId,
    filters: [{ propertyName: CREATED, operator: 'GTE', value: String(table.startedAt - horizonMs) }],
    sort: { propertyName: RECORD_ID, direction: 'ASCENDING' },
    properties: [RECORD_ID],
    limit: SEARCH_PAGE,
    after: null,
  });
  let edge = BigInt(table.last);
  for (const id of [...table.newest, ...recent.objects.map((object) => object.id)]) {
    if (BigInt(id) < edge) edge = BigInt(id);
  }
  return { edge, newer: recent.total ?? 0 };
}
