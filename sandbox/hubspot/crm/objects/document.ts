import type { PropertyMap } from '../properties/property-catalog.ts';
import type { ObjectType } from '../object-types.ts';

/**
 * SQL for one record as JSON text, built by Postgres so that pages pass through this process unparsed.
 * `names` is the parameter that holds the property names.
 */
export function documentSql(record: string, names: string, extra = ''): string {
  return `json_build_object('id', ${record}.id::text,
    'properties', (SELECT json_object_agg(name, ${record}.properties ->> name) FROM unnest(${names}::text[]) AS name),
    'createdAt', hubspot.iso(${record}.created_at), 'updatedAt', hubspot.iso(${record}.updated_at),
    'archived', ${record}.archived_at IS NOT NULL${extra})::text`;
}

/** Which properties an answer carries: those asked for that exist (others are ignored), or the type's defaults. */
export function propertyNames(type: ObjectType, known: PropertyMap, asked: readonly string[]): string[] {
  const wanted = asked.length > 0 ? asked.filter((name) => known.has(name)) : type.defaultProperties;
  return [...new Set([...wanted, type.stamps.created, type.stamps.modified, 'hs_object_id'])];
}
