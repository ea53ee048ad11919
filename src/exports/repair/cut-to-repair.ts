import type { OpenTable } from '../../connections/index.ts';
import type { Context } from '../../context/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';
import type { StoredExport, StoredSheet } from '../exports.store.ts';
import { onlyKeys } from './only-keys.ts';
import { onlyPairs } from './only-pairs.ts';
import { countRepairRows, findHanging, findWhole, listRowsToRead } from './repair-rows.store.ts';

/** A table of a repair, cut down to the rows that it reads again. */
export async function cutToRepair(context: Context, { portalId, jobId, export: { sheets } }: { readonly portalId: PortalId; readonly jobId: string; readonly export: Pick<StoredExport, 'sheets'> }, { sheet, role, tableId }: StoredSheet, table: OpenTable): Promise<OpenTable> {
  const { database } = context;
  if ('of' in role) {
    return onlyPairs(table, (parents) => database.inPortal(portalId, async (tx) => ({
      whole: await findWhole(tx, { jobId, sheet: role.of }, parents), pairs: await findHanging(tx, { jobId, sheet }, parents),
    })));
  }
  const count = await database.inPortal(portalId, (tx) => countRepairRows(tx, { jobId, sheet }));
  const twice = role.kind === 'parent' && sheets.some((one) => one.role.kind === 'table' && one.tableId === tableId);
  return onlyKeys(table, {
    count,
    from: (place, most) => database.inPortal(portalId, (tx) => listRowsToRead(tx, { jobId, sheet }, place, most)),
    // What is itself left out is read by a sheet of its own, which says so.
    toldElsewhere: ({ whole }) => twice && whole,
  });
}
