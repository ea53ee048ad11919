import type { Writer } from './writer.ts';

/** Keeps how a record looked before this write, for as long as search is told to lag behind. */
export async function rememberForSearch({ ctx, tx, portalId, type }: Writer, id: string): Promise<void> {
  if (ctx.settings.indexLagMs === 0) return;
  const now = ctx.now();
  await tx.query('DELETE FROM hubspot.search_lag WHERE portal_id = $1 AND object_type = $2 AND written_at < $3',
    [portalId, type.id, now - ctx.settings.indexLagMs]);
  await tx.query(
    `INSERT INTO hubspot.search_lag SELECT $1, $2, $3, $4, r.properties, r.created_at, r.updated_at
     FROM (SELECT 1) AS one LEFT JOIN hubspot.records AS r
       ON r.portal_id = $1 AND r.object_type = $2 AND r.id = $3 AND r.archived_at IS NULL`,
    [portalId, type.id, id, now]);
}
