import { AppError } from '../../core/errors/index.ts';
import { readAssociations } from '../associations/read-associations.ts';
import type { CallContext, HubSpotGateway } from '../gateway.ts';
import { batchReadObjects, BATCH_READ_LIMIT } from './batch-read-objects.ts';
import { parseObjects } from './parse-object-page.ts';

/**
 * How a record is known again when HubSpot's answer to its creation was lost.
 * `unique`: by a property with unique values that holds a key of our own. HubSpot itself then refuses a second one, so
 * sending again is safe.
 * `mark`: by a text in a property, among the records associated with `beside`. Nothing stops a second one, so it is
 * never sent again.
 */
export type Recognise =
  | { readonly by: 'unique'; readonly property: string }
  | { readonly by: 'mark'; readonly property: string; readonly mark: string; readonly beside: { readonly objectType: string; readonly id: string } };

/** A record that was just made is among the newest; more are not looked through. */
const MOST_LOOKED_THROUGH = 3 * BATCH_READ_LIMIT;

/**
 * The id of the record that has the unique value, null when there is none. Reads the primary store: search lags behind
 * and would miss what was just made. A batch of one, because the plain read answers 404, which counts as an error.
 */
export async function findByUnique(gateway: HubSpotGateway, at: CallContext, of: { readonly objectType: string; readonly property: string; readonly value: string }): Promise<string | null> {
  const objects = await gateway.call(at.portalId, {
    ...at,
    budget: 'objects',
    method: 'POST',
    path: gateway.paths.batchRead(of.objectType),
    body: { idProperty: of.property, inputs: [{ id: of.value }], properties: [of.property], propertiesWithHistory: [] },
    repeatable: true,
    schema: { parse: (json) => parseObjects((json as { results?: unknown } | null)?.results) },
  });
  const same = objects.find(({ properties }) => properties[of.property]?.toLowerCase() === of.value.toLowerCase());
  return same?.id ?? null;
}

/** The id of the record beside another one whose property holds the mark, null when none of the newest does. */
export async function findByMark(gateway: HubSpotGateway, at: CallContext, objectType: string, of: Extract<Recognise, { by: 'mark' }>): Promise<string | null> {
  const beside = await readAssociations(gateway, at, { fromType: of.beside.objectType, id: of.beside.id, toType: objectType });
  const newestFirst = beside.map(({ toId }) => toId).sort((a, b) => b.length - a.length || (a < b ? 1 : -1));
  for (let from = 0; from < newestFirst.length; from += BATCH_READ_LIMIT) {
    if (from >= MOST_LOOKED_THROUGH) throw new AppError('hubspot.unavailable', { detail: 'too many records to find a lost creation among them' });
    const { found } = await batchReadObjects(gateway, at, { objectType, ids: newestFirst.slice(from, from + BATCH_READ_LIMIT), properties: [of.property] });
    for (const { id, properties } of found.values()) if (properties[of.property]?.includes(of.mark) === true) return id;
  }
  return null;
}
