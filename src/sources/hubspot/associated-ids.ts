import { AppError } from '../../core/errors/index.ts';
import { readAssociations } from '../../hubspot/index.ts';
import { compareIds } from './compare-ids.ts';
import type { HubSpotQuery } from './hubspot-query.ts';

/** Ids of the record's rows, every page of associations, each once, ascending. Throws `table.unknown` without a record. */
export async function associatedIds({ gateway, at, source, type }: HubSpotQuery): Promise<readonly string[]> {
  const { record } = source;
  if (record === null) throw new AppError('table.unknown', { detail: 'a record table was read without a record' });
  const associations = await readAssociations(gateway, at, { fromType: record.objectTypeId, id: record.objectId, toType: type.objectTypeId });
  return associations.map(({ toId }) => toId).sort(compareIds);
}
