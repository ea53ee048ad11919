import { fitsUrl } from '../../hubspot/index.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { listFrom } from './list-from.ts';
import { matches } from './matches.ts';
import { modifiedProperty } from './modified-property.ts';
import type { Narrowing } from './narrowing.ts';
import type { PortalTable } from './portal-table.ts';
import type { Reading } from './read-rules.ts';
import { searchPage } from './search-page.ts';
import { RECORD_ID } from './standard-properties.ts';
import { toMilliseconds } from './to-milliseconds.ts';

/**
 * Takes pages of the list at the beginning, in the middle and further back, and asks search for the same stretches:
 * it must know every record that meets the conditions and was not changed within the horizon. A sample, no proof; it
 * finds an index that is being rebuilt, and conditions that HubSpot understands otherwise than we do.
 */
export async function searchAgrees(query: HubSpotQuery, { conditions, filters }: Narrowing, table: PortalTable, edge: bigint, reading: Reading): Promise<boolean> {
  const modified = modifiedProperty(query.type);
  const { fit } = fitsUrl([RECORD_ID, modified, ...conditions.map(({ property }) => property)]);
  const cut = table.startedAt - reading.horizonMs;
  const first = BigInt(table.first);
  const places = [first, first + (edge - first) / 2n, first + ((edge - first) * 7n) / 8n];

  const verdicts = await Promise.all(places.map(async (place) => {
    const listed = (await listFrom(query, place <= 1n ? null : String(place - 1n), 100, fit)).filter(({ id }) => BigInt(id) < edge);
    const [from, to] = [listed[0]?.id, listed.at(-1)?.id];
    if (from === undefined || to === undefined) return true;
    const searched = await searchPage(query, { filters, window: { from: BigInt(from), to: BigInt(to) + 1n }, properties: [RECORD_ID] });
    const known = new Set(searched.objects.map(({ id }) => id));
    return listed.every((object) => known.has(object.id) || (toMilliseconds(object.properties[modified] ?? '') ?? 0) > cut || !matches(conditions, object));
  }));
  return verdicts.every(Boolean);
}
