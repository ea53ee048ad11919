import { rememberForSearch } from './search-lag.ts';
import type { Writer } from './writer.ts';

/** Archives a record: it leaves lists, search and associations, and stays readable with archived=true. False when unknown. */
export async function archiveRecord(writer: Writer, id: string): Promise<boolean> {
  const { ctx, tx, portalId, type } = writer;
  await rememberForSearch(writer, id);
  const archived = await tx.query(
    `UPDATE hubspot.records SET archived_at = coalesce(archived_at, $4) WHERE portal_id = $1 AND object_type = $2 AND id = $3`,
    [portalId, type.id, id, new Date(ctx.now()).toISOString()]);
  // The far sides first, found through the near ones: only those are indexed by this record.
  await tx.query(
    `DELETE FROM hubspot.associations AS far USING hubspot.associations AS near
     WHERE near.portal_id = $1 AND near.from_type = $2 AND near.from_id = $3 AND far.portal_id = $1
       AND far.from_type = near.to_type AND far.from_id = near.to_id AND far.to_type = $2 AND far.to_id = $3`, [portalId, type.id, id]);
  await tx.query(
    `DELETE FROM hubspot.associations WHERE portal_id = $1 AND from_type = $2 AND from_id = $3`, [portalId, type.id, id]);
  await tx.query(
    `DELETE FROM hubspot.unique_values WHERE portal_id = $1 AND object_type = $2 AND record_id = $3`, [portalId, type.id, id]);
  if (archived.rowCount !== 1) return false;
  writer.changes.push({ what: 'deletion', objectTypeId: type.id, objectId: id });
  return true;
}
