import type { Caller } from '../../access/index.ts';
import type { Context } from '../../context/index.ts';
import { AppError } from '../../core/errors/index.ts';
import { HOLDS } from './correct-row.ts';
import type { LeftOut } from './left-out-rows.ts';
import { listWritten } from './repair-rows.store.ts';
import type { PickedRow } from './repair.ts';

const AT_ONCE = 1_000;

/**
 * What takes back the values that a repair has written: each row that still holds them gets the old ones, by another repair.
 * Known until the repair's file expires. Throws job.wrong_state.
 */
export async function createRepairUndo(context: Context, { portalId }: Caller, { job, export: { sheets } }: LeftOut): Promise<PickedRow[]> {
  const picked: PickedRow[] = [];
  for (const { sheet } of sheets) {
    for (let from = 0; ;) {
      const rows = await context.database.inPortal(portalId, (tx) => listWritten(tx, { jobId: job.id, sheet }, from, AT_ONCE));
      const last = rows.at(-1);
      if (last === undefined) break;
      for (const { place, key, before } of rows) {
        const values = Object.entries(before);
        picked.push({
          sheet, place, key, corrected: false,
          wanted: Object.fromEntries(values.map(([column, { was }]) => [column, was])), shown: Object.fromEntries(values.map(([column, { now }]) => [column, `${HOLDS}${now}`])),
        });
      }
      from = last.place + 1;
    }
  }
  if (picked.length === 0) throw new AppError('job.wrong_state', { userMessage: 'There is no change left that could be taken back.', fix: 'The history of a property in HubSpot shows its old values.' });
  return picked;
}
