import { z } from 'zod';
import type { CallContext, HubSpotGateway } from '../gateway.ts';
import type { HubSpotObject } from './hubspot-object.ts';

const Answer = z.object({ id: z.string(), properties: z.record(z.string(), z.string().nullable()) });

/** One record. Throws `hubspot.not_found` when it does not exist or was deleted. */
export function getObject(
  gateway: HubSpotGateway,
  at: CallContext,
  of: { readonly objectType: string; readonly id: string; readonly properties: readonly string[] },
): Promise<HubSpotObject> {
  return gateway.call(at.portalId, {
    ...at,
    budget: 'objects',
    method: 'GET',
    path: gateway.paths.object(of.objectType, of.id),
    query: { properties: of.properties.join(','), archived: 'false' },
    repeatable: true,
    schema: Answer,
  });
}
