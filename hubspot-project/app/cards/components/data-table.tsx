import { Table, TableBody, TableCell, TableFooter, TableHead, TableHeader, TableRow } from '@hubspot/ui-extensions';
import type { ActionSummary, Column, Sort, ViewTableResponse } from '@siderail/contract';
import type { RunAction } from '../hooks/use-run-action.ts';
import { useCard } from '../hooks/use-card.ts';
import { texts } from '../texts.ts';
import { ColumnHeader } from './column-header.tsx';
import { RowMenu } from './row-menu.tsx';

type Props = {
  readonly page: ViewTableResponse;
  readonly rowActions: readonly ActionSummary[];
  readonly runner: RunAction;
  /** Null when the source cannot sort. */
  readonly sorting: { readonly sort: Sort | null; readonly onSort: (sort: Sort | null) => void } | null;
  readonly density: 'condensed' | 'compact';
};

/** The rows of one page, with totals over the whole table when the source can say them. */
export function DataTable({ page, rowActions, runner, sorting, density }: Props) {
  const { format } = useCard();
  const { columns, rows, totals } = page;
  const hasMenu = rowActions.length > 0;
  return (
    <Table bordered density={density} testId="data-table">
      <TableHead>
        <TableRow>
          {columns.map((column) => (
            <ColumnHeader key={column.key} column={column} sorting={sorting} />
          ))}
          {hasMenu ? <TableHeader width="min">{''}</TableHeader> : null}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.key} testId={`row-${row.key}`}>
            {columns.map((column, index) => (
              <TableCell key={column.key} align={alignOf(column)}>
                {format.cell(row.cells[index], column)}
              </TableCell>
            ))}
            {hasMenu ? (
              <TableCell width="min">
                <RowMenu rowKey={row.key} actions={rowActions} runner={runner} />
              </TableCell>
            ) : null}
          </TableRow>
        ))}
      </TableBody>
      {totals === null || rows.length === 0 ? null : (
        <TableFooter>
          <TableRow testId="totals-row">
            {columns.map((column, index) => (
              <TableHeader key={column.key} align={alignOf(column)}>
                {totalOf(column, index, format.cell(totals[column.key], column), totals)}
              </TableHeader>
            ))}
            {hasMenu ? <TableHeader width="min">{''}</TableHeader> : null}
          </TableRow>
        </TableFooter>
      )}
    </Table>
  );
}

function totalOf(column: Column, index: number, formatted: string, totals: Record<string, string>): string {
  const value = totals[column.key] === undefined ? '' : formatted;
  return index === 0 ? `${texts.totals} ${value}`.trim() : value;
}

function alignOf(column: Column): 'left' | 'right' {
  return column.type === 'number' || column.type === 'money' ? 'right' : 'left';
}
