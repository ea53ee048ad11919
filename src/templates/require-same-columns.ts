import { openJoinedTable, openTable } from '../connections/index.ts';
import type { Asking } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { StoredTemplate } from './templates.store.ts';

/**
 * Refuses to run a template whose columns are no longer what they were when it was saved: gone (or hidden from this
 * person), renamed, or of another type. Whoever reads the files relies on them, so nothing is left out or moved without
 * a word. Answers the first table's shape. Throws template.changed with each column by name.
 */
export async function requireSameColumns(context: Context, asking: Asking, { definition: { query }, tables }: StoredTemplate): Promise<string | null> {
  const changes: string[] = [];
  let shape: string | null = null;
  for (const [at, saved] of tables.entries()) {
    const open = at === 0 ? openTable : openJoinedTable;
    const { query: now } = await open(context, asking, { record: query.record, tableId: saved.tableId, columns: [], filters: [] });
    if (at === 0) shape = now.table.shape ?? null;
    const byKey = new Map(now.table.columns.map((column) => [column.key, column]));
    for (const { key, title, type } of saved.columns) {
      const column = byKey.get(key);
      if (column === undefined) changes.push(`“${title}” is no longer there`);
      else if (column.type !== type) changes.push(`“${title}” was ${type} and is ${column.type} now`);
      else if (column.title !== title) changes.push(`“${title}” is called “${column.title}” now`);
    }
    const filtered = at === 0 ? query.filters.filter(({ column }) => !byKey.has(column)) : [];
    for (const { column } of filtered) if (!saved.columns.some(({ key }) => key === column)) changes.push(`the filter’s column “${column}” is no longer there`);
  }
  if (changes.length === 0) return shape;
  throw new AppError('template.changed', { userMessage: `This template no longer fits its table: ${changes.join('; ')}.` });
}
