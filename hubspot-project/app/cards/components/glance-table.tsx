import { Flex, Text } from '@hubspot/ui-extensions';
import type { ActionSummary, Table } from '@siderail/contract';
import { latestData } from '@siderail/client';
import { actionsFor } from '../hooks/actions-for.ts';
import { besidesRefresh } from '../hooks/besides-refresh.ts';
import { useRunAction } from '../hooks/use-run-action.ts';
import { useTableView } from '../hooks/use-table-view.ts';
import type { Tables } from '../hooks/use-tables.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ActionBar } from './action-bar.tsx';
import { fewColumns } from './few-columns.ts';
import { FewRows } from './few-rows.tsx';
import { isUnmatched } from './is-unmatched.ts';
import { TablePicker } from './table-picker.tsx';

const ROWS = 5;

type Props = { readonly table: Table; readonly tables: Tables; readonly actions: readonly ActionSummary[] };

/** One table to read: no export and no action that changes anything; only what the card does by itself is offered. */
export function GlanceTable({ table, tables, actions }: Props) {
  const texts = useTexts();
  const view = useTableView(table, { pageSize: ROWS, columns: fewColumns(table) });
  const runner = useRunAction({ query: view.query, page: latestData(view.request.state), refresh: view.request.reload });
  const unmatched = isUnmatched(table, view);
  const harmless = besidesRefresh(actionsFor(table, actions), view, unmatched).filter(({ runs }) => runs === 'card');
  return (
    <Flex direction="column" gap="sm">
      <TablePicker tables={tables.tables} table={table} onChoose={tables.choose} />
      <FewRows table={table} view={view} unmatched={unmatched} runner={runner} onDecided={null} />
      <Flex gap="sm" align="center" wrap="wrap">
        <ActionBar actions={harmless} runner={runner} buttons={2} />
      </Flex>
      <Text variant="microcopy" testId="read-only">{texts.readOnly}</Text>
    </Flex>
  );
}
