import type { OpenTable } from '../../connections/index.ts';
import { AppError } from '../../core/errors/index.ts';
import type { NewSheet } from '../exports.store.ts';

const PARENTS = 50;
/** Of questions: a source may answer for some of the rows only. */
const MOST_LOOKUPS = 4;

/**
 * How many rows of a related sheet come to one row of its parent, out of the parent's first page; flat, a parent without any
 * counts as one. Null when the sources do not say: an estimate then has no such number.
 */
export async function sampleRelated(sheet: NewSheet, table: OpenTable, parent: NewSheet, parentTable: OpenTable): Promise<number | null> {
  const { relatedRows } = table.source;
  if (relatedRows === undefined) return null;
  try {
    const columns = parent.query.columns;
    const page = await parentTable.source.page(parentTable.context, { ...parentTable.query, columns }, { cursor: null, size: PARENTS });
    if (page.rows.length === 0) return 0;
    const parents = page.rows.map(({ key, cells }) => ({ key, cell: (column: string) => cells[columns.indexOf(column)] ?? null }));
    const objectTypeId = parentTable.source.watchedType?.(parentTable.query.table.key) ?? null;
    const withRows = new Set<string>();
    let [looked, found] = [0, 0];
    for (let lookup = 0; lookup < MOST_LOOKUPS && looked < parents.length; lookup += 1) {
      const left = parents.slice(looked);
      const { rows, done = left.length } = await relatedRows(table.context, table.query, { table: parentTable.query.table, objectTypeId }, left);
      for (const { parentKey } of rows) withRows.add(parentKey);
      looked += done;
      found += rows.length;
    }
    const alone = sheet.role.kind === 'flat' ? looked - withRows.size : 0;
    return (found + alone) / Math.max(1, looked);
  } catch (thrown) {
    if (table.context.signal.aborted || !(thrown instanceof AppError)) throw thrown;
    return null;
  }
}
