import { idSql, type idRanges } from './id-ranges.ts';
import { createdSql, updatedSql } from './seed-clock.ts';

type RecordSpec = {
  objectType: keyof typeof idRanges;
  count: number;
  /** Property name of the creation time and of the last change. */
  stamps: { created: string; modified: string };
  /** Further expressions over `i`, computed once per row and usable by name in `properties`. */
  locals?: Record<string, string>;
  /** SQL expressions over `i`, `id`, `created`, `updated` and the locals; NULL leaves the property unset. */
  properties: Record<string, string>;
};

/** One INSERT that makes records `$3..$4` of portal `$1` with salt `$2`. */
export function insertRecords(spec: RecordSpec): string {
  const locals = Object.entries(spec.locals ?? {}).map(([name, sql]) => `, ${sql} AS ${name}`).join('');
  const pairs = Object.entries({
    hs_object_id: 'id::text',
    [spec.stamps.created]: 'hubspot.iso(created)',
    [spec.stamps.modified]: 'hubspot.iso(updated)',
    ...spec.properties,
  }).map(([name, sql]) => `'${name}', ${sql}`);
  // OFFSET 0 keeps the planner from pasting the inner expressions into every place that uses them.
  return `INSERT INTO hubspot.records (portal_id, object_type, id, properties, created_at, updated_at)
SELECT $1::bigint, '${spec.objectType}', id, jsonb_strip_nulls(jsonb_build_object(${pairs.join(', ')})), created, updated
FROM (SELECT *, date_trunc('milliseconds', ${updatedSql()}) AS updated FROM (
  SELECT i, ${idSql(spec.objectType, 'i')} AS id, date_trunc('milliseconds', ${createdSql(spec.count)}) AS created${locals}
  FROM generate_series($3::bigint, $4::bigint) AS i OFFSET 0) AS drawn OFFSET 0) AS stamped`;
}
