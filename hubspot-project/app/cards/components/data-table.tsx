import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@hubspot/ui-extensions';
import type { ActionSummary, Sort, ViewTableResponse } from '@siderail/contract';
import type { RunAction } from '../hooks/use-run-action.ts';
import { useCard } from '../hooks/use-card.ts';
import { useTexts } from '../texts/use-texts.ts';
import { columnAlign } from './column-align.ts';
import { ColumnHeader } from './column-header.tsx';
import { columnWidth } from './column-width.ts';
import { RowMenu } from './row-menu.tsx';
import { TotalsRow } from './totals-row.tsx';

type Props = {
  readonly page: ViewTableResponse;
  readonly rowActions: readonly ActionSummary[];
  readonly runner: RunAction;
  /** Null when the source cannot sort. */
  readonly sorting: { readonly sort: Sort | null; readonly onSort: (sort: Sort | null) => void } | null;
  readonly density: 'condensed' | 'compact';
};

/**
 * The rows of one page, with totals over the whole table when the source can say them. The menu of a row comes first:
 * a table with many columns scrolls sideways, and the menu must not be scrolled away.
 */
export function DataTable({ page, rowActions, runner, sorting, density }: Props) {
  const { format } = useCard();
  const texts = useTexts();
  const hasMenu = rowActions.length > 0;
  const rows = page.rows.map(({ key, cells }) => ({ key, texts: page.columns.map((column, index) => format.cell(cells[index], column)) }));
  const columns = page.columns.map((column, index) => ({
    column,
    align: columnAlign(column),
    width: columnWidth(column, rows.map(({ texts }) => texts[index] ?? '')),
  }));
  return (
    <Table bordered density={density} testId="data-table">
      <TableHead>
        <TableRow>
          {hasMenu ? <TableHeader width="min">{texts.rowActions}</TableHeader> : null}
          {columns.map(({ column, width }) => (
            <ColumnHeader key={column.key} column={column} width={width} sorting={sorting} />
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.key} testId={`row-${row.key}`}>
            {hasMenu ? (
              <TableCell width="min">
                <RowMenu rowKey={row.key} actions={rowActions} runner={runner} />
              </TableCell>
            ) : null}
            {columns.map(({ column, align, width }, index) => (
              <TableCell key={column.key} align={align} width={width}>
                {row.texts[index]}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
      <TotalsRow page={page} hasMenu={hasMenu} />
    </Table>
  );
}
