import { TableFooter, TableHeader, TableRow } from '@hubspot/ui-extensions';
import type { ViewTableResponse } from '@siderail/contract';
import { useCard } from '../hooks/use-card.ts';
import { useTexts } from '../texts/use-texts.ts';
import { columnAlign } from './column-align.ts';

type Props = { readonly page: ViewTableResponse; readonly hasMenu: boolean };

/** Totals over the whole table under its columns; nothing when no column on screen has one. */
export function TotalsRow({ page: { columns, rows, totals }, hasMenu }: Props) {
  const texts = useTexts();
  const { format } = useCard();
  if (totals === null || rows.length === 0 || columns.every(({ key }) => totals[key] === undefined)) return null;
  return (
    <TableFooter>
      <TableRow testId="totals-row">
        {hasMenu ? <TableHeader width="min">{texts.totals}</TableHeader> : null}
        {columns.map((column, index) => (
          <TableHeader key={column.key} align={columnAlign(column)} width="min">
            {[
              index === 0 && !hasMenu ? texts.totals : '',
              totals[column.key] === undefined ? '' : format.cell(totals[column.key], column),
            ].join(' ').trim()}
          </TableHeader>
        ))}
      </TableRow>
    </TableFooter>
  );
}
