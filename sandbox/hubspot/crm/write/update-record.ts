import { checkValues, type Values } from './check-values.ts';
import { rememberForSearch } from './search-lag.ts';
import { claimUniqueValues, refuseTakenEmail } from './unique-values.ts';
import type { Writer } from './writer.ts';

/** Changes a live record's properties; false when there is no such record. Properties not named stay as they are. */
export async function updateRecord(writer: Writer, id: string, input: Record<string, string>): Promise<boolean> {
  const { ctx, tx, portalId, type, known } = writer;
  const found = await tx.query<{ properties: Record<string, string> }>(
    `SELECT properties FROM hubspot.records WHERE portal_id = $1 AND object_type = $2 AND id = $3 AND archived_at IS NULL FOR UPDATE`,
    [portalId, type.id, id]);
  const before = found.rows[0];
  if (!before) return false;
  const values = appended(checkValues(portalId, type, known, input, writer.owners), before.properties);
  await refuseTakenEmail(writer, values, id);
  await rememberForSearch(writer, id);
  const at = new Date(ctx.now()).toISOString();
  await tx.query(
    `UPDATE hubspot.records SET properties = jsonb_strip_nulls(properties || $4), updated_at = $5
     WHERE portal_id = $1 AND object_type = $2 AND id = $3`,
    [portalId, type.id, id, JSON.stringify({ ...values, [type.stamps.modified]: at }), at]);
  await claimUniqueValues(writer, values, id);
  for (const [property, value] of Object.entries(values)) {
    if ((before.properties[property] ?? '') !== (value ?? '')) writer.changes.push({ what: 'propertyChange', objectTypeId: type.id, objectId: id, property, value: value ?? '' });
  }
  return true;
}

/** A leading ";" adds to the chosen options instead of replacing them. */
function appended(values: Values, before: Record<string, string>): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => {
    if (!value?.startsWith(';')) return [name, value];
    return [name, [...new Set(`${before[name] ?? ''}${value}`.split(';').filter(Boolean))].join(';')];
  }));
}
