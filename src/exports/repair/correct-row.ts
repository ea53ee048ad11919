import type { TokenKeys } from '../../context/index.ts';
import { fitValue, sameValue } from '../../properties/index.ts';
import type { Editable, EditableColumns } from './editable-columns.ts';
import type { Changes, Corrected, RowToCorrect } from './repair-rows.store.ts';
import { isMarked } from './row-mark.ts';
import { isSpreadsheets } from './is-spreadsheets.ts';

/** Says that a value must be this one, instead of naming its mark. */
export const HOLDS = '=';
const SHOWN = 60;

/** What to write of a row, or what became of it without. */
export type Judged = { readonly write: Readonly<Record<string, string>>; readonly before: Changes } | Omit<Corrected, 'place'>;

/**
 * Judges the new values of a row against what it holds now, all or nothing: a value that does not fit, a column that may not be set
 * or one that somebody changed since the list was made refuses the whole row, with the reason. A value that an earlier run had
 * begun to write and that is there now counts as written.
 */
export function correctRow(keys: TokenKeys, { columns }: EditableColumns, { wanted, shown, begun }: RowToCorrect, cellOf: (column: string) => string): Judged {
  const write: Record<string, string> = {};
  const before: Record<string, { was: string; now: string }> = {};
  for (const [key, value] of Object.entries(wanted)) {
    const editable = columns.get(key);
    if (editable === undefined) return refused(`the column “${key}” may not be written to HubSpot`);
    const { column, property } = editable;
    const after = fit(value, editable);
    if (after === null) return refused(`“${column.title}” cannot hold “${value.slice(0, SHOWN)}”`);
    const cell = cellOf(key);
    const same = sameValue(property);
    const holds = fit(cell, editable);
    if ((holds !== null && same(holds, after)) || isSpreadsheets(cell, value)) {
      const own = begun?.[key];
      if (own !== undefined && holds !== null && same(holds, own.now)) before[key] = own;
      continue;
    }
    if (!isAsShown(keys, key, cell, shown[key], (one) => holds !== null && same(holds, one))) return refused(`“${column.title}” was changed in HubSpot after the list was made`);
    write[property.name] = after;
    before[key] = { was: cell, now: after };
  }
  if (Object.keys(write).length > 0) return { write, before };
  return Object.keys(before).length === 0 ? { outcome: 'same' } : { outcome: 'written', before };
}

/** As HubSpot wants it; nothing is nothing everywhere. */
function fit(value: string, { column, property }: Editable): string | null {
  if (value === '') return '';
  return fitValue(property.type === 'bool' ? value.toLowerCase() : value, column, property);
}

function isAsShown(keys: TokenKeys, column: string, cell: string, mark: string | undefined, holds: (value: string) => boolean): boolean {
  if (mark === undefined) return false;
  return mark.startsWith(HOLDS) ? holds(mark.slice(1)) : isMarked(keys, column, cell, mark);
}

function refused(reason: string): Omit<Corrected, 'place'> {
  return { outcome: 'refused', reason: `not written to HubSpot: ${reason}` };
}
