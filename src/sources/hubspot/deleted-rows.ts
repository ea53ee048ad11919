import type { Row } from '#contract';
import type { HubSpotQuery } from './hubspot-query.ts';
import { matches } from './matches.ts';
import { readByIds } from './read-by-ids.ts';

/** Of records in HubSpot's recycle bin, where they lie for 90 days: those that meet the query's filters, with their last values. */
export async function deletedRows(query: HubSpotQuery, keys: readonly string[]): Promise<readonly Row[]> {
  const objects = await readByIds(query, [...new Set(keys)], 'archived');
  return objects.filter((object) => matches(query.conditions, object)).map((object) => ({ key: object.id, cells: query.toCells(object) }));
}
