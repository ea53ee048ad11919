import { TableHeader } from '@hubspot/ui-extensions';
import type { Column, Sort } from '@siderail/contract';

type Props = {
  readonly column: Column;
  readonly sorting: { readonly sort: Sort | null; readonly onSort: (sort: Sort | null) => void } | null;
};

/** A column's title; it sorts when the source and the column can. */
export function ColumnHeader({ column, sorting }: Props) {
  const align = column.type === 'number' || column.type === 'money' ? 'right' : 'left';
  const testId = `column-${column.key}`;
  if (sorting === null || !column.sortable) {
    return (
      <TableHeader align={align} testId={testId}>
        {column.title}
      </TableHeader>
    );
  }
  const { sort, onSort } = sorting;
  return (
    <TableHeader
      align={align}
      testId={testId}
      sortDirection={sort?.column === column.key ? sort.direction : 'none'}
      onSortChange={(direction) => onSort(direction === 'none' ? null : { column: column.key, direction })}
    >
      {column.title}
    </TableHeader>
  );
}
