import type { Pool, PoolClient } from 'pg';
import { invalid } from '../../http/problems.ts';
import type { ObjectType } from '../object-types.ts';
import type { PropertyMap } from '../properties/property-catalog.ts';

/**
 * Record ids by key: keys are ids, or values of a unique property. Keys without a live record are absent; with ids,
 * existence is not checked here. A property that is not unique is refused, as HubSpot does.
 */
export async function resolveIds(
  db: Pool | PoolClient, portalId: number, type: ObjectType, known: PropertyMap, keys: string[], idProperty: string | undefined,
): Promise<Map<string, string>> {
  if (idProperty === undefined || idProperty === 'hs_object_id') {
    return new Map(keys.filter((key) => /^\d{1,18}$/.test(key)).map((key) => [key, String(BigInt(key))]));
  }
  if (!known.get(idProperty)?.hasUniqueValue) {
    throw invalid(`Unable to perform read/update/upsert by non-unique ${type.id} property '${idProperty}'`);
  }
  const found = type.id === '0-1' && idProperty === 'email'
    ? await db.query<{ value: string; id: string }>(
      `SELECT lower(properties ->> 'email') AS value, id::text AS id FROM hubspot.records
       WHERE portal_id = $1 AND object_type = '0-1' AND archived_at IS NULL AND lower(properties ->> 'email') = ANY($2)`,
      [portalId, keys.map((key) => key.toLowerCase())])
    : await db.query<{ value: string; id: string }>(
      `SELECT value, record_id::text AS id FROM hubspot.unique_values
       WHERE portal_id = $1 AND object_type = $2 AND property = $3 AND value = ANY($4)`,
      [portalId, type.id, idProperty, keys.map((key) => key.toLowerCase())]);
  const byValue = new Map(found.rows.map(({ value, id }) => [value, id]));
  return new Map(keys.flatMap((key) => {
    const id = byValue.get(key.toLowerCase());
    return id === undefined ? [] : [[key, id] as const];
  }));
}
