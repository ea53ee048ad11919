import { Flex, Text } from '@hubspot/ui-extensions';
import type { Table } from '@siderail/contract';
import { latestData } from '@siderail/client';
import { useCard } from '../hooks/use-card.ts';
import type { RunAction } from '../hooks/use-run-action.ts';
import type { TableView } from '../hooks/use-table-view.ts';
import { useTexts, type Texts } from '../texts/use-texts.ts';
import { AgeStamp } from './age-stamp.tsx';
import { ChangeHint } from './change-hint.tsx';
import { DataTable } from './data-table.tsx';
import { TableRows } from './table-rows.tsx';
import { TotalsLines } from './totals-lines.tsx';

type Props = { readonly table: Table; readonly view: TableView; readonly unmatched: boolean; readonly runner: RunAction; readonly onDecided: (() => void) | null };

/** The first rows of a table where there is little room: their age, the rows, how many there are, the totals. */
export function FewRows({ table, view, unmatched, runner, onDecided }: Props) {
  const { record, format } = useCard();
  const texts = useTexts();
  const page = latestData(view.request.state);
  return (
    <>
      <Flex gap="sm" wrap="wrap" align="center">
        <AgeStamp asOf={page?.asOf ?? null} scope={texts.scope(table, record.objectTypeId)} />
        <ChangeHint view={view} page={page} />
      </Flex>
      <TableRows table={table} view={view} unmatched={unmatched} onDecided={onDecided}>
        {page === null ? null : (
          <Flex direction="column" gap="xs">
            <DataTable page={{ ...page, totals: null }} density="compact" rowActions={[]} runner={runner} sorting={null} />
            <Text variant="microcopy" testId="page-range">
              {shownWords(page.rows.length, page.totalRows, format.number, texts)}
            </Text>
            <TotalsLines page={page} table={table} />
          </Flex>
        )}
      </TableRows>
    </>
  );
}

function shownWords(shown: number, total: number | null, format: (value: number) => string, texts: Texts): string {
  if (total !== null && shown >= total) return texts.allRows(format(total), total === 1);
  return texts.firstOf(format(shown), total === null ? null : format(total));
}
