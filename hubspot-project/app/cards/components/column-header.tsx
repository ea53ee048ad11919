import { TableHeader } from '@hubspot/ui-extensions';
import type { Column, Sort } from '@siderail/contract';
import { columnAlign } from './column-align.ts';

type Props = {
  readonly column: Column;
  readonly width: 'min' | number;
  readonly sorting: { readonly sort: Sort | null; readonly onSort: (sort: Sort | null) => void } | null;
};

/** A column's title; it sorts when the source and the column can. */
export function ColumnHeader({ column, width, sorting }: Props) {
  const shared = { align: columnAlign(column), width, testId: `column-${column.key}` };
  if (sorting === null || !column.sortable) return <TableHeader {...shared}>{column.title}</TableHeader>;
  const { sort, onSort } = sorting;
  return (
    <TableHeader
      {...shared}
      sortDirection={sort?.column === column.key ? sort.direction : 'none'}
      onSortChange={(direction) => onSort(direction === 'none' ? null : { column: column.key, direction })}
    >
      {column.title}
    </TableHeader>
  );
}
