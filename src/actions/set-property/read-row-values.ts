import type { Column } from '#contract';
import type { OpenTable } from '../../connections/index.ts';
import { findRow } from '../find-row.ts';

export type RowValue = { readonly column: Column; readonly cell: string };

/** What the row holds as the source has it now, in all columns that the person may see plainly; empty cells are left out. Throws row.unknown. */
export async function readRowValues(table: OpenTable, rowKey: string): Promise<readonly RowValue[]> {
  const columns = table.query.table.columns.filter(({ masked }) => masked !== true).map(({ key }) => key);
  const { row, columns: read } = await findRow({ ...table, query: { ...table.query, columns } }, rowKey);
  return read.flatMap((column, index) => {
    const cell = row.cells[index] ?? '';
    return cell === '' ? [] : [{ column, cell }];
  });
}
