import { documentSql, propertyNames } from '../objects/document.ts';
import type { Writer } from './writer.ts';

/** Written records as JSON text by id, with the properties the write named. */
export async function readWritten(writer: Writer, ids: string[], named: string[]): Promise<Map<string, string>> {
  const { tx, portalId, type, known } = writer;
  const found = await tx.query<{ id: string; document: string }>(
    `SELECT r.id::text AS id, ${documentSql('r', '$3')} AS document FROM hubspot.records AS r
     WHERE r.portal_id = $1 AND r.object_type = '${type.id}' AND r.id = ANY($2::bigint[])`,
    [portalId, ids, [...new Set([...propertyNames(type, known, []), ...named])]]);
  return new Map(found.rows.map(({ id, document }) => [id, document]));
}
