import type { Database, Tx } from '../core/db/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';

/** A sealed value: where it lies, and the field it is bound to. */
export type SealedPlace = { readonly table: string; readonly column: string; readonly id: string; readonly field: string };

/**
 * Every column that holds sealed values, with the row's key and the field its value is bound to, both in SQL. A column
 * named sealed_… that is missing here fails a test.
 */
export const SEALED_COLUMNS: readonly SealedPlace[] = [
  { table: 'installs', column: 'sealed_access_token', id: 'portal_id::text', field: "'access_token'" },
  { table: 'installs', column: 'sealed_refresh_token', id: 'portal_id::text', field: "'refresh_token'" },
  { table: 'connections', column: 'sealed_config', id: 'id::text', field: "'connection:' || key" },
  { table: 'destinations', column: 'sealed_settings', id: 'id::text', field: "'destination:' || id::text" },
  { table: 'webhook_events', column: 'sealed_raw', id: 'event_key', field: "'webhook_raw'" },
];

export type SealedRow = { readonly id: string; readonly field: string; readonly sealed: string };

/** The portals that have rows here, in the order of their numbers, after a given one. */
export async function listPortals(database: Database, after: string, most: number): Promise<PortalId[]> {
  const { rows } = await database.pool.query<{ id: string }>('select portal_id::text as id from sweep_line where portal_id > $1 order by portal_id limit $2', [after, most]);
  return rows.map(({ id }) => PortalId.parse(id));
}

/** In the order of their ids, after a given one: an account may have very many webhooks. */
export async function listSealed(tx: Tx, place: SealedPlace, after: string, most: number): Promise<SealedRow[]> {
  return tx.$queryRawUnsafe<SealedRow[]>(`select ${place.id} as id, ${place.field} as field, ${place.column} as sealed from ${place.table} where ${place.column} is not null and ${place.id} > $1 order by ${place.id} limit $2`, after, most);
}

/** Replaces a value unless it has changed since it was read; a refresh that came first has sealed it anew itself. */
export async function replaceSealed(tx: Tx, place: SealedPlace, row: SealedRow, sealed: string): Promise<boolean> {
  return (await tx.$executeRawUnsafe(`update ${place.table} set ${place.column} = $1 where ${place.id} = $2 and ${place.column} = $3`, sealed, row.id, row.sealed)) === 1;
}

/** Raw texts of webhooks that named no portal; they belong to no portal and are bound to the app itself. */
export async function listStrays(database: Database, after: string, most: number): Promise<SealedRow[]> {
  const { rows } = await database.pool.query<SealedRow>(`select event_key as id, 'webhook_stray' as field, sealed_raw as sealed from webhook_strays where event_key > $1 order by event_key limit $2`, [after, most]);
  return rows;
}

export async function replaceStray(database: Database, row: SealedRow, sealed: string): Promise<boolean> {
  return (await database.pool.query('update webhook_strays set sealed_raw = $1 where event_key = $2 and sealed_raw = $3', [sealed, row.id, row.sealed])).rowCount === 1;
}
