import type { TemplateDefinition } from '#contract';
import { openJoinedTable, openTable } from '../connections/index.ts';
import type { Asking, OpenTable } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { SavedTable } from './templates.store.ts';

/**
 * The tables of a definition as they are now for this person, each with the columns that the definition asks for, in
 * its order. Throws what opening a table throws: access.refused, table.unknown, column.unknown, filter.invalid; request.invalid for a selection.
 */
export async function lookAtTables(context: Context, asking: Asking, { query, joined }: TemplateDefinition): Promise<SavedTable[]> {
  // A selection is there for some days, a template for good.
  if (query.selection !== undefined) throw new AppError('request.invalid', { userMessage: 'An export of selected records cannot become a template.', fix: 'Choose another export.' });
  const first = await openTable(context, asking, query);
  const others: OpenTable[] = [];
  for (const { tableId, columns, filters = [] } of joined?.tables ?? []) others.push(await openJoinedTable(context, asking, { record: query.record, tableId, columns, filters }));
  const ids = [query.tableId, ...(joined?.tables ?? []).map(({ tableId }) => tableId)];
  return [first, ...others].map(({ name, query: { table, columns } }, at) => {
    const byKey = new Map(table.columns.map((column) => [column.key, column]));
    return { tableId: ids[at]!, title: table.title, sourceTitle: name, columns: columns.map((key) => byKey.get(key)!) };
  });
}
