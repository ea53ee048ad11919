import { listObjects, type HubSpotObject } from '../../hubspot/index.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { MOST_EMPTY_PAGES } from './read-rules.ts';
import { RECORD_ID } from './standard-properties.ts';
import { wentInACircle } from './went-in-a-circle.ts';

/**
 * The next records of the list from HubSpot's cursor on, at most 100; only ids and what is asked for. None only where
 * the list ends: an empty page that has a next one is followed. Throws internal when that leads nowhere.
 */
export async function listFrom({ gateway, at, type }: HubSpotQuery, from: string | null, limit: number, properties: readonly string[] = [RECORD_ID]): Promise<readonly HubSpotObject[]> {
  let after = from;
  for (let empty = 0; empty <= MOST_EMPTY_PAGES; empty += 1) {
    const page = await listObjects(gateway, at, { objectType: type.objectTypeId, properties, limit, after });
    if (page.objects.length > 0 || page.after === null) return page.objects;
    if (page.after === after) break;
    after = page.after;
  }
  throw wentInACircle(after ?? '');
}
