import type { OpenTable } from '../../connections/index.ts';
import type { NewSheet } from '../exports.store.ts';
import type { Format } from '../formats/define-format.ts';
import { fileBytes } from './file-bytes.ts';
import { cellOf } from './joined-key.ts';

/** Rows of the parent whose related rows are looked up with one call, by `sheets/read-related.ts`, and how long that usually takes. */
const LOOKUP = { parents: 500, seconds: 0.3 };

/** What one sheet of a joined export adds by the formulas. `bytes` are of its rows, `fixed` stands around them. */
export type SheetShare = { readonly bytes: number; readonly fixed: number; readonly seconds: number; readonly apiCalls: number };

/** `parents`: rows it hangs on, null where it is read by itself. `cellBytes`: of all sheets, as joined-key.ts names them. */
export function sheetShare(
  format: Format, sheet: Pick<NewSheet, 'columns' | 'role'>, table: OpenTable,
  seen: { readonly at: number; readonly rows: number; readonly parents: number | null; readonly cellBytes: Readonly<Record<string, number>> },
): SheetShare {
  const { at, rows, parents, cellBytes } = seen;
  const own = Object.fromEntries(sheet.columns.flatMap(({ key }) => (cellBytes[cellOf(at, key)] === undefined ? [] : [[key, cellBytes[cellOf(at, key)]!]])));
  const size = sheet.role.kind === 'parent' ? { fixed: 0, perRow: 0 } : fileBytes(format, sheet.columns, own);
  const read = table.source.estimate(table.context, table.query, rows);
  const lookups = parents === null ? 0 : Math.ceil(parents / LOOKUP.parents);
  return {
    fixed: size.fixed,
    bytes: rows * size.perRow,
    seconds: read.seconds + lookups * LOOKUP.seconds + (sheet.role.kind === 'parent' ? 0 : (rows / 100_000) * format.renderSeconds),
    apiCalls: read.apiCalls + (read.apiCalls > 0 ? lookups : 0),
  };
}
