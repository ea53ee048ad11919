import { conflict } from '../../http/problems.ts';
import type { Values } from './check-values.ts';
import type { Writer } from './writer.ts';

/** 409 when another live contact has this e-mail address; HubSpot tells the other id only inside the message. */
export async function refuseTakenEmail({ tx, portalId, type }: Writer, values: Values, ownId: string | undefined): Promise<void> {
  const email = values['email'];
  if (type.id !== '0-1' || !email) return;
  const found = await tx.query<{ id: string }>(
    `SELECT id::text AS id FROM hubspot.records WHERE portal_id = $1 AND object_type = '0-1' AND archived_at IS NULL
     AND lower(properties ->> 'email') = lower($2) AND id IS DISTINCT FROM $3::bigint`, [portalId, email, ownId ?? null]);
  const other = found.rows[0];
  if (other) throw conflict(`Contact already exists. Existing ID: ${other.id}`);
}

/** Keeps the index of the account's own unique properties; 409 when a value belongs to another record. */
export async function claimUniqueValues({ tx, portalId, type, known }: Writer, values: Values, id: string): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    if (!known.get(name)?.hasUniqueValue || name === 'email') continue;
    await tx.query('DELETE FROM hubspot.unique_values WHERE portal_id = $1 AND object_type = $2 AND property = $3 AND record_id = $4',
      [portalId, type.id, name, id]);
    if (value === null) continue;
    const claimed = await tx.query(
      'INSERT INTO hubspot.unique_values VALUES ($1, $2, $3, lower($4), $5) ON CONFLICT DO NOTHING', [portalId, type.id, name, value, id]);
    if (claimed.rowCount === 0) throw conflict(`The value '${value}' of property '${name}' is already used by another ${type.names[1]}.`);
  }
}
