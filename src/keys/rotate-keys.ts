import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { listPortals, listSealed, replaceSealed, SEALED_COLUMNS } from './keys.store.ts';

const PORTALS_AT_ONCE = 200;

export type Rotation = { readonly resealed: number; readonly current: number; readonly unreadable: number };

/**
 * Seals with the newest key whatever is sealed with an older one, value by value, while everything goes on serving:
 * each value is readable before and after, and an older key still opens what has not been reached. May be killed at
 * any point and run again. When `unreadable` is 0 the older keys may be removed.
 */
export async function rotateKeys(context: Context): Promise<Rotation> {
  const sum = { resealed: 0, current: 0, unreadable: 0 };
  let after = '0';
  for (;;) {
    const portals = await listPortals(context.database, after, PORTALS_AT_ONCE);
    for (const portalId of portals) await rotatePortal(context, portalId, sum);
    const last = portals.at(-1);
    if (last === undefined) return sum;
    after = last;
  }
}

async function rotatePortal(context: Context, portalId: PortalId, sum: { resealed: number; current: number; unreadable: number }): Promise<void> {
  const { database, sealer } = context;
  for (const place of SEALED_COLUMNS) {
    for (const row of await database.inPortal(portalId, (tx) => listSealed(tx, place))) {
      if (sealer.isCurrent(row.sealed)) {
        sum.current += 1;
        continue;
      }
      const plain = await sealer.open(portalId, row.field, row.sealed).catch(() => null);
      if (plain === null) {
        sum.unreadable += 1;
        context.log.error({ portalId, table: place.table, column: place.column }, 'sealed value cannot be opened with any key');
        continue;
      }
      const sealed = await sealer.seal(portalId, row.field, plain);
      context.crashPoint('key-resealing');
      if (await database.inPortal(portalId, (tx) => replaceSealed(tx, place, row, sealed))) sum.resealed += 1;
      context.crashPoint('key-resealed');
    }
  }
}
