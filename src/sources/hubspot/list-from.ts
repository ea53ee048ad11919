import { listObjects, type HubSpotObject } from '../../hubspot/index.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { RECORD_ID } from './standard-properties.ts';

/** One page of the list from HubSpot's cursor on, at most 100; only ids and what is asked for. */
export async function listFrom({ gateway, at, type }: HubSpotQuery, after: string | null, limit: number, properties: readonly string[] = [RECORD_ID]): Promise<readonly HubSpotObject[]> {
  const page = await listObjects(gateway, at, { objectType: type.objectTypeId, properties, limit, after });
  return page.objects;
}
