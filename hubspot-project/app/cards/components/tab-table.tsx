import { Box, Flex, Text } from '@hubspot/ui-extensions';
import type { ActionSummary, JoinedTables, RelatedTable, Table } from '@siderail/contract';
import { latestData, type UseJobs } from '@siderail/client';
import { useState, type ReactNode } from 'react';
import { useCard } from '../hooks/use-card.ts';
import { actionsFor } from '../hooks/actions-for.ts';
import { useColumnChoices } from '../hooks/use-column-choices.ts';
import { useExport } from '../hooks/use-export.ts';
import type { FileFormat } from '../hooks/use-file-format.ts';
import { useListPending } from '../hooks/use-list-pending.ts';
import { useRunAction } from '../hooks/use-run-action.ts';
import { useTableView } from '../hooks/use-table-view.ts';
import type { Tables } from '../hooks/use-tables.ts';
import { describeJoined } from '../joined/describe-joined.ts';
import { joinableTables } from '../joined/joinable-tables.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ActionOutcome } from './action-outcome.tsx';
import { ActionBar } from './action-bar.tsx';
import { AgeStamp } from './age-stamp.tsx';
import { ChangeHint } from './change-hint.tsx';
import { ColumnsPanel } from './columns-panel.tsx';
import { DataTable } from './data-table.tsx';
import { describeExport } from './describe-export.ts';
import { ExportButton } from './export-button.tsx';
import { ExportEstimate } from './export-estimate.tsx';
import { ExportOutcome } from './export-outcome.tsx';
import { FilterSummary } from './filter-summary.tsx';
import { FiltersPanel } from './filters-panel.tsx';
import { JoinedEstimate } from './joined-estimate.tsx';
import { JoinedPanel } from './joined-panel.tsx';
import { FormatOptions } from './format-options.tsx';
import { FormatPicker } from './format-picker.tsx';
import { Pager } from './pager.tsx';
import { isUnmatched } from './is-unmatched.ts';
import { TablePicker } from './table-picker.tsx';
import { TableRows } from './table-rows.tsx';

const PAGE_SIZE = 25;

type Props = {
  readonly table: Table;
  readonly tables: Tables;
  /** What can be joined to the rows of some table. */
  readonly related: readonly RelatedTable[];
  readonly actions: readonly ActionSummary[];
  readonly jobs: UseJobs;
  readonly file: FileFormat;
  /** An export now goes on in the inbox. */
  readonly onStarted: () => void;
  /** The inbox; it stands between the toolbar and the rows, where a started export is seen without scrolling. */
  readonly children: ReactNode;
};

/** One table in the tab: picker, toolbar, export, rows. What the source cannot do is not there. */
export function TabTable({ table, tables, related, actions, jobs, file, onStarted, children }: Props) {
  const texts = useTexts();
  const { record, format } = useCard();
  const { capabilities } = table;
  const view = useTableView(table, { pageSize: PAGE_SIZE, columns: [] });
  const choices = useColumnChoices(table.id);
  const [joined, setJoined] = useState<JoinedTables | null>(null);
  const joinable = joinableTables(table, tables.tables, related, texts);
  const exporter = useExport({
    query: view.query,
    joined,
    file,
    enabled: capabilities.export,
    onJob(job) {
      jobs.track(job);
      if (job.state !== 'ready') onStarted();
    },
  });
  const page = latestData(view.request.state);
  useListPending(page, jobs);
  const runner = useRunAction({
    query: view.query,
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
  function join(chosen: JoinedTables | null) {
    setJoined(chosen);
    // Several sheets need a file that holds them.
    if (chosen?.layout === 'sheets' && !file.holdsSheets) file.setFormat('xlsx');
  }
  const fitting = actionsFor(table, actions);
  const scope = texts.scope(table, record.objectTypeId);
  const estimate = latestData(exporter.estimate);
  return (
    <Flex direction="column" gap="md">
      <Flex direction="column" gap="xs">
        <Flex justify="between" align="end" gap="md" wrap="wrap">
          <Box flex={1}>
            <TablePicker tables={tables.tables} table={table} onChoose={tables.choose} />
          </Box>
          {offersExport && !unmatched ? (
            <Flex align="end" gap="sm" wrap="nowrap">
              <FormatPicker file={file} />
              <ExportButton table={table} exporter={exporter} />
            </Flex>
          ) : null}
        </Flex>
        <Flex justify="between" align="center" gap="xs" wrap="wrap">
          <Flex gap="sm" wrap="wrap" align="center">
            <AgeStamp asOf={page?.asOf ?? null} scope={scope} />
            <ChangeHint view={view} page={page} />
          </Flex>
          {offersExport && !unmatched ? (
            <Flex gap="sm" wrap="wrap" align="center">
              <ExportEstimate exporter={exporter} />
            </Flex>
          ) : null}
        </Flex>
        {offersExport && !unmatched ? <FormatOptions file={file} /> : null}
      </Flex>
      <Flex gap="sm" wrap="wrap" align="center">
        {capabilities.filter ? <FiltersPanel table={table} filters={view.filters} choices={choices} onChange={view.setFilters} /> : null}
        <ColumnsPanel table={table} tables={tables} columns={view.columns} onChange={view.setColumns} />
        {offersExport && !unmatched ? <JoinedPanel joined={joined} offered={joinable} onChange={join} /> : null}
        <ActionBar actions={fitting} runner={runner} buttons={2} />
      </Flex>
      {joined === null ? null : <Text variant="microcopy" testId="joined-summary">{describeJoined(joined, joinable, texts)}</Text>}
      {joined === null ? null : <JoinedEstimate estimate={estimate} />}
      <FilterSummary filters={view.filters} columns={table.columns} label={choices.label} onClear={() => view.setFilters([])} />
      <ExportOutcome
        exporter={exporter}
        jobs={jobs.list.status === 'ready' ? jobs.list.jobs : []}
        what={describeExport({ table, scope, filters: view.filters, rows: estimate?.rows ?? null, format, texts, label: choices.label })}
      />
      <ActionOutcome runner={runner} />
      {children}
      <TableRows table={table} view={view} unmatched={unmatched} onDecided={refresh}>
        {page === null ? null : (
          <Flex direction="column" gap="sm">
            <DataTable
              page={page}
              density="condensed"
              rowActions={fitting.filter(({ place }) => place === 'row')}
              runner={runner}
              sorting={capabilities.sort ? { sort: view.sort, onSort: view.setSort } : null}
            />
            <Pager view={view} page={page} />
          </Flex>
        )}
      </TableRows>
    </Flex>
  );
}
