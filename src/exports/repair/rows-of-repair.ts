import type { Tx } from '../../core/db/index.ts';
import { getExport } from '../exports.store.ts';
import type { StoredExport } from '../exports.store.ts';
import { listWhole } from './repair-rows.store.ts';
import type { PickedRow } from './repair.ts';

/** The rows that a repair read again, as rows of the export it repairs, to read them once more; new values are not written a second time. */
export async function rowsOfRepair(tx: Tx, jobId: string, { sheets, repair }: StoredExport): Promise<PickedRow[]> {
  if (repair === null) return [];
  const first = await getExport(tx, repair.of);
  const picked = new Map<string, PickedRow>();
  for (const { sheet, tableId, role } of sheets) {
    const own = first.sheets.find((one) => one.tableId === tableId && 'of' in one.role === 'of' in role);
    if (own === undefined) continue;
    for (const row of await listWhole(tx, { jobId, sheet })) picked.set(`${own.sheet} ${row.place}`, { sheet: own.sheet, ...row });
  }
  return [...picked.values()];
}
