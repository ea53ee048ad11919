import type { OpenTable } from '../connections/index.ts';
import type { ColumnChange } from '../sources/define-source.ts';

/** What became of each table's columns while its rows were read, for sources that leave a column out without a word (T64). */
export function lookAtColumns(tables: readonly OpenTable[]): Promise<(readonly ColumnChange[])[]> {
  return Promise.all(tables.map(async ({ source, context, query }) => (await source.columnChanges?.(context, query)) ?? []));
}
