import type { CallContext, HubSpotGateway } from '../gateway.ts';
import type { ObjectPage } from './hubspot-object.ts';
import { objectPage } from './parse-object-page.ts';

/**
 * One page of all records of a type, at most 100. Reads the primary store, so nothing is late; no filter, no order to
 * choose. `properties` must fit into an address: see `fitsUrl`.
 */
export function listObjects(
  gateway: HubSpotGateway,
  at: CallContext,
  page: { readonly objectType: string; readonly properties: readonly string[]; readonly limit: number; readonly after: string | null },
): Promise<ObjectPage> {
  return gateway.call(at.portalId, {
    ...at,
    budget: 'objects',
    method: 'GET',
    path: gateway.paths.objects(page.objectType),
    query: {
      limit: String(page.limit),
      properties: page.properties.join(','),
      archived: 'false',
      ...(page.after === null ? {} : { after: page.after }),
    },
    repeatable: true,
    schema: objectPage,
  });
}
