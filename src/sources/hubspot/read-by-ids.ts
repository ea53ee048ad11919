import { BATCH_READ_LIMIT, batchReadObjects, type HubSpotObject } from '../../hubspot/index.ts';
import type { HubSpotQuery } from './hubspot-query.ts';

/** Records by id, in the order asked for, in as many calls as it takes; ids that are gone are left out. `archived`: only records that were deleted. */
export async function readByIds({ gateway, at, type, properties }: HubSpotQuery, ids: readonly string[], which: 'live' | 'archived' = 'live'): Promise<readonly HubSpotObject[]> {
  const objects: HubSpotObject[] = [];
  for (let start = 0; start < ids.length; start += BATCH_READ_LIMIT) {
    const slice = ids.slice(start, start + BATCH_READ_LIMIT);
    const { found } = await batchReadObjects(gateway, at, { objectType: type.objectTypeId, ids: slice, properties, archived: which === 'archived' });
    for (const id of slice) {
      const object = found.get(id);
      if (object !== undefined) objects.push(object);
    }
  }
  return objects;
}
