import { operatorsOf } from '@siderail/client';
import type { Column, Table } from '@siderail/contract';

/** The columns a filter may name: those the table shows by itself first, because a person filters what they see. */
export function filterableColumns(table: Pick<Table, 'columns' | 'defaultColumns'>): readonly Column[] {
  const usual = (column: Column): number => (table.defaultColumns.includes(column.key) ? 0 : 1);
  return table.columns.filter((column) => operatorsOf(column).length > 0).sort((a, b) => usual(a) - usual(b));
}
