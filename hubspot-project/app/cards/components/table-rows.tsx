import { Button, EmptyState, Flex, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import type { Table } from '@siderail/contract';
import { latestData } from '@siderail/client';
import type { ReactNode } from 'react';
import type { TableView } from '../hooks/use-table-view.ts';
import { useCard } from '../hooks/use-card.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ErrorView } from '@siderail/ui';
import { MatchLine } from './match-line.tsx';
import { MatchPanel } from './match-panel.tsx';
import { PendingRows } from './pending-rows.tsx';
import { stateOf } from './state-of.ts';

type Props = {
  readonly table: Table;
  readonly view: TableView;
  /** The record is not linked to the other system: what it may be stands here, with the card's primary button. */
  readonly unmatched: boolean;
  /** The person may have decided what the record is in the other system: what is on screen is old. Null: they only look. */
  readonly onDecided: (() => void) | null;
  readonly children: ReactNode;
};

/** Shows `children` (the rows) when there are any; otherwise the spinner, the error, what the record may be linked to, or the empty state with one way on. */
export function TableRows({ unmatched, ...props }: Props) {
  return unmatched ? <MatchPanel table={props.table} primary onDecided={props.onDecided} /> : <RowsOrNone {...props} />;
}

function RowsOrNone({ table, view, onDecided, children }: Omit<Props, 'unmatched'>) {
  const texts = useTexts();
  const { record } = useCard();
  const { state, reload } = view.request;
  const data = latestData(state);
  if (state.status === 'error') {
    const lostPage = state.error.code === 'page.invalid';
    return (
      <Flex direction="column" gap="sm">
        <ErrorView
          title={stateOf(state.error, texts) ?? texts.rowsFailed}
          variant={stateOf(state.error, texts) === null ? 'danger' : 'warning'}
          error={state.error}
          testId="rows-error"
          onRetry={lostPage ? view.toFirstPage : reload}
          retryLabel={lostPage ? texts.toFirstPage : texts.tryAgain}
        />
        {data === null ? null : <Text variant="microcopy">{texts.olderRows}</Text>}
        {data === null ? null : children}
      </Flex>
    );
  }
  if (data === null) return <LoadingSpinner label={texts.loadingRows(table.title)} showLabel layout="centered" testId="loading-rows" />;
  if (data.pending !== undefined) {
    return (
      <Flex direction="column" gap="sm">
        <PendingRows page={data} />
        {data.rows.length > 0 ? children : null}
      </Flex>
    );
  }
  const line = data.foundBy === undefined ? null : <MatchLine table={table} foundBy={data.foundBy} onDecided={onDecided} />;
  if (data.rows.length > 0) {
    return (
      <>
        {line}
        {children}
      </>
    );
  }
  const filtered = view.filters.length > 0;
  return (
    <>
      {line}
      <EmptyState
        title={filtered ? texts.noRowsWithFilters : texts.noRows(table.title, texts.scope(table, record.objectTypeId))}
        layout="vertical"
        flush
        testId="no-rows"
      >
        <Flex direction="column" align="center" gap="sm">
          <Text>{filtered ? texts.noRowsWithFiltersFix : texts.noRowsFix}</Text>
          <Button size="sm" variant="secondary" testId="no-rows-next-step" onClick={filtered ? () => view.setFilters([]) : reload}>
            {filtered ? texts.clearFilters : texts.refresh}
          </Button>
        </Flex>
      </EmptyState>
    </>
  );
}
