import { Flex } from '@hubspot/ui-extensions';
import type { ActionSummary, Table } from '@siderail/contract';
import { latestData, type UseJobs } from '@siderail/client';
import { useCard } from '../hooks/use-card.ts';
import { actionsFor } from '../hooks/actions-for.ts';
import { besidesRefresh } from '../hooks/besides-refresh.ts';
import { useExport } from '../hooks/use-export.ts';
import type { FileFormat } from '../hooks/use-file-format.ts';
import { useListPending } from '../hooks/use-list-pending.ts';
import { useRunAction } from '../hooks/use-run-action.ts';
import { useTableView } from '../hooks/use-table-view.ts';
import type { Tables } from '../hooks/use-tables.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ActionOutcome } from './action-outcome.tsx';
import { ActionBar } from './action-bar.tsx';
import { describeExport } from './describe-export.ts';
import { ExportButton } from './export-button.tsx';
import { ExportEstimate } from './export-estimate.tsx';
import { ExportOutcome } from './export-outcome.tsx';
import { fewColumns } from './few-columns.ts';
import { FewRows } from './few-rows.tsx';
import { FormatOptions } from './format-options.tsx';
import { FormatPicker } from './format-picker.tsx';
import { isUnmatched } from './is-unmatched.ts';
import { TablePicker } from './table-picker.tsx';

const ROWS = 5;

type Props = { readonly table: Table; readonly tables: Tables; readonly actions: readonly ActionSummary[]; readonly jobs: UseJobs; readonly file: FileFormat };

/** One table in the sidebar: the first rows in few columns. Exports and actions work on the whole table, all its columns. */
export function SidebarTable({ table, tables, actions, jobs, file }: Props) {
  const texts = useTexts();
  const { record, format } = useCard();
  const view = useTableView(table, { pageSize: ROWS, columns: fewColumns(table) });
  const wholeTable = { ...view.query, columns: [] };
  const exporter = useExport({ query: wholeTable, joined: null, file, enabled: table.capabilities.export, onJob: jobs.track });
  const page = latestData(view.request.state);
  useListPending(page, jobs);
  const runner = useRunAction({
    query: wholeTable,
    page,
    refresh,
  });
  function refresh() {
    view.request.reload();
    exporter.reestimate();
    jobs.reload();
  }
  const offersExport = table.capabilities.export;
  const unmatched = isUnmatched(table, view);
  const scope = texts.scope(table, record.objectTypeId);
  const rows = latestData(exporter.estimate)?.rows ?? null;
  return (
    <Flex direction="column" gap="sm">
      <TablePicker tables={tables.tables} table={table} onChoose={tables.choose} />
      <FewRows table={table} view={view} unmatched={unmatched} runner={runner} onDecided={refresh} />
      <Flex gap="sm" align="center" wrap="wrap">
        <ActionBar actions={besidesRefresh(actionsFor(table, actions), view, unmatched)} runner={runner} buttons={1} />
      </Flex>
      {offersExport && !unmatched ? (
        <Flex direction="column" gap="xs">
          <Flex align="end" gap="sm" wrap="wrap">
            <FormatPicker file={file} />
            <ExportButton table={table} exporter={exporter} />
          </Flex>
          <ExportEstimate exporter={exporter} />
          <FormatOptions file={file} />
        </Flex>
      ) : null}
      <ExportOutcome
        exporter={exporter}
        jobs={jobs.list.status === 'ready' ? jobs.list.jobs : []}
        what={describeExport({ table, scope, filters: [], rows, format, texts, label: (_column, value) => value })}
      />
      <ActionOutcome runner={runner} />
    </Flex>
  );
}
