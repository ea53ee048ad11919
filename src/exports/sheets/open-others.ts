import type { ColumnTitles, JoinedTables, TableQuery } from '#contract';
import { openJoinedTable } from '../../connections/index.ts';
import type { Asking, OpenTable } from '../../connections/index.ts';
import type { Context } from '../../context/index.ts';
import { AppError } from '../../core/errors/index.ts';

export type OtherTable = { readonly table: OpenTable; readonly query: TableQuery; readonly titles?: ColumnTitles | undefined };

/** Opens the tables that are joined to the first one of an export, with the same person's rights. */
export async function openOthers(context: Context, asking: Asking, wanted: { readonly query: TableQuery; readonly joined?: JoinedTables | undefined }): Promise<OtherTable[]> {
  const others: OtherTable[] = [];
  for (const { tableId, columns, filters = [], titles } of wanted.joined?.tables ?? []) {
    const query = { record: wanted.query.record, tableId, columns, filters };
    const table = await openJoinedTable(context, asking, query);
    // The record is only one of those selected; its own tables would stand for all of them.
    if (wanted.query.selection !== undefined && table.query.table.scope !== 'related') throw new AppError('table.unknown', { detail: 'only related tables join a selection' });
    others.push({ query, table, titles });
  }
  return others;
}
