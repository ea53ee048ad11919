import { AppError } from '../../core/errors/index.ts';
import { readAssociations } from '../../hubspot/index.ts';
import type { SourceQuery } from '../define-source.ts';
import { compareIds } from './compare-ids.ts';
import type { HubSpotQuery } from './hubspot-query.ts';

/** Page, count and totals of one click are asked with the same query object: they share one reading. */
const readings = new WeakMap<SourceQuery, Promise<readonly string[]>>();

/** Ids of the record's rows, every page of associations, each once, ascending. Throws `table.unknown` without a record. */
export function associatedIds(query: HubSpotQuery): Promise<readonly string[]> {
  const known = readings.get(query.source);
  if (known !== undefined) return known;
  const reading = readIds(query);
  readings.set(query.source, reading);
  // One that failed is asked for again by whoever asks next.
  reading.catch(() => readings.delete(query.source));
  return reading;
}

async function readIds({ gateway, at, source, type }: HubSpotQuery): Promise<readonly string[]> {
  const { record } = source;
  if (record === null) throw new AppError('table.unknown', { detail: 'a record table was read without a record' });
  const associations = await readAssociations(gateway, at, { fromType: record.objectTypeId, id: record.objectId, toType: type.objectTypeId });
  return associations.map(({ toId }) => toId).sort(compareIds);
}
