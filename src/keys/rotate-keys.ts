import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { listPortals, listSealed, listStrays, replaceSealed, replaceStray, SEALED_COLUMNS } from './keys.store.ts';
import type { SealedRow } from './keys.store.ts';

const PORTALS_AT_ONCE = 200;
const ROWS_AT_ONCE = 200;

export type Rotation = { readonly resealed: number; readonly current: number; readonly unreadable: number };

/**
 * Seals with the newest key whatever is sealed with an older one, value by value, while everything goes on serving:
 * each value is readable before and after, and an older key still opens what has not been reached. May be killed at
 * any point and run again. When `unreadable` is 0 the older keys may be removed. `app` is whom the texts of no portal are
 * bound to.
 */
export async function rotateKeys(context: Context, app: PortalId): Promise<Rotation> {
  const sum: Sum = { resealed: 0, current: 0, unreadable: 0 };
  let after = '0';
  for (;;) {
    const portals = await listPortals(context.database, after, PORTALS_AT_ONCE);
    for (const portalId of portals) await rotatePortal(context, portalId, sum);
    const last = portals.at(-1);
    if (last === undefined) break;
    after = last;
  }
  await rotateStrays(context, app, sum);
  return sum;
}

type Sum = { resealed: number; current: number; unreadable: number };

async function rotatePortal(context: Context, portalId: PortalId, sum: Sum): Promise<void> {
  const { database } = context;
  for (const place of SEALED_COLUMNS) {
    let after = '';
    for (;;) {
      const rows = await database.inPortal(portalId, (tx) => listSealed(tx, place, after, ROWS_AT_ONCE));
      for (const row of rows) await rotateValue(context, { portalId, row, place: `${place.table}.${place.column}`, replace: (sealed) => database.inPortal(portalId, (tx) => replaceSealed(tx, place, row, sealed)) }, sum);
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.id;
    }
  }
}

async function rotateStrays(context: Context, app: PortalId, sum: Sum): Promise<void> {
  let after = '';
  for (;;) {
    const rows = await listStrays(context.database, after, ROWS_AT_ONCE);
    for (const row of rows) await rotateValue(context, { portalId: app, row, place: 'webhook_strays.sealed_raw', replace: (sealed) => replaceStray(context.database, row, sealed) }, sum);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

type Value = { readonly portalId: PortalId; readonly row: SealedRow; readonly place: string; readonly replace: (sealed: string) => Promise<boolean> };

async function rotateValue(context: Context, { portalId, row, place, replace }: Value, sum: Sum): Promise<void> {
  const { sealer } = context;
  if (sealer.isCurrent(row.sealed)) {
    sum.current += 1;
    return;
  }
  const plain = await sealer.open(portalId, row.field, row.sealed).catch(() => null);
  if (plain === null) {
    sum.unreadable += 1;
    context.log.error({ portalId, place }, 'sealed value cannot be opened with any key');
    return;
  }
  const sealed = await sealer.seal(portalId, row.field, plain);
  context.crashPoint('key-resealing');
  if (await replace(sealed)) sum.resealed += 1;
  context.crashPoint('key-resealed');
}
