import type { TokenKeys } from '../../context/index.ts';
import type { LeftOut } from './left-out-rows.ts';
import type { LeftOutRow } from './left-out.store.ts';
import { correctedKey } from './pair.ts';
import type { PickedRow } from './repair.ts';
import { isMarked } from './row-mark.ts';
import type { ListLine } from './split-list.ts';

/**
 * What a line says of its row: another key, new values, or nothing. An emptied cell changes nothing, and neither does a value that
 * is still the one the list showed. What cannot be taken refuses the row, with the reason.
 */
export function pickLine(keys: TokenKeys, leftOut: LeftOut, { line, row, mark }: { readonly line: ListLine; readonly row: LeftOutRow; readonly mark: readonly (string | null)[] | null }): PickedRow {
  const { role, query } = leftOut.export.sheets[row.sheet]!;
  const corrected = line.corrected === '' || line.corrected === row.key ? null : line.corrected;
  const picked: PickedRow = { sheet: row.sheet, place: row.place, key: corrected === null ? row.key : correctedKey(row.key, corrected, 'of' in role), corrected: corrected !== null };
  const wanted: Record<string, string> = {};
  const shown: Record<string, string> = {};
  for (const { column, value, raw } of line.values) {
    const was = mark?.[query.columns.indexOf(column)] ?? null;
    if (value === '' || (was !== null && [value, raw].some((one) => isMarked(keys, column, one, was)))) continue;
    if (was === null) return { ...picked, refused: `not written to HubSpot: the list does not show what “${column}” holds in this row, so it cannot be corrected there` };
    wanted[column] = value;
    shown[column] = was;
  }
  if (Object.keys(wanted).length === 0) return picked;
  if (corrected !== null) return { ...picked, refused: 'not written to HubSpot: a row that gets another key cannot get new values at the same time' };
  return { ...picked, wanted, shown };
}
