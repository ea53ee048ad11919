import { AppError } from '../../core/errors/index.ts';
import type { CallContext, HubSpotGateway } from '../gateway.ts';
import type { HubSpotObject } from './hubspot-object.ts';
import { parseObjects } from './parse-object-page.ts';

/** HubSpot's limit of inputs per batch read. */
export const BATCH_READ_LIMIT = 100;

export type BatchRead = {
  readonly found: ReadonlyMap<string, HubSpotObject>;
  /** Requested ids that HubSpot did not deliver, in the order they were asked for. */
  readonly missing: readonly string[];
};

/**
 * Up to 100 records by id. A 2xx is not trusted: HubSpot answers 207, or 200 with `errors`, or leaves a record out
 * without a word; every requested id ends in `found` or in `missing`. A record that was not asked for (a merge's
 * winner in place of the loser) is dropped, so that no row can come twice.
 */
export async function batchReadObjects(
  gateway: HubSpotGateway,
  at: CallContext,
  of: { readonly objectType: string; readonly ids: readonly string[]; readonly properties: readonly string[] },
): Promise<BatchRead> {
  const ids = [...new Set(of.ids)];
  if (ids.length === 0) return { found: new Map(), missing: [] };
  if (ids.length > BATCH_READ_LIMIT) throw new AppError('internal', { detail: `batch read of ${ids.length} ids` });

  const objects = await gateway.call(at.portalId, {
    ...at,
    budget: 'objects',
    method: 'POST',
    path: gateway.paths.batchRead(of.objectType),
    body: { inputs: ids.map((id) => ({ id })), properties: of.properties, propertiesWithHistory: [] },
    repeatable: true,
    schema: { parse: (json: unknown) => parseObjects((json as { results?: unknown } | null)?.results) },
  });
  const asked = new Set(ids);
  const found = new Map(objects.filter((object) => asked.has(object.id)).map((object) => [object.id, object]));
  return { found, missing: ids.filter((id) => !found.has(id)) };
}
