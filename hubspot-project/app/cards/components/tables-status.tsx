import { Button, EmptyState, Flex, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import { latestData } from '@siderail/client';
import type { Tables } from '../hooks/use-tables.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ErrorView } from '@siderail/ui';
import { stateOf } from './state-of.ts';
import { SourceProblems } from './source-problems.tsx';

/** Why there is no table to show: not yet, an error, tables that are missing, or nothing connected. */
export function TablesStatus({ tables }: { readonly tables: Tables }) {
  const texts = useTexts();
  const { state, reload } = tables.request;
  if (state.status === 'loading') return <LoadingSpinner label={texts.loadingTables} showLabel layout="centered" testId="loading-tables" />;
  if (state.status === 'error') return <ErrorView title={stateOf(state.error, texts) ?? texts.tablesFailed} variant={stateOf(state.error, texts) === null ? 'danger' : 'warning'} error={state.error} onRetry={reload} testId="tables-error" />;
  const problems = latestData(state)?.problems ?? [];
  const missing = problems.length > 0;
  return (
    <Flex direction="column" gap="sm">
      <SourceProblems problems={problems} />
      <EmptyState title={missing ? texts.noTablesNow : texts.noTables} layout="vertical" flush testId="no-tables">
        <Flex direction="column" align="center" gap="sm">
          <Text>{missing ? texts.noTablesNowFix : texts.noTablesFix}</Text>
          <Button size="sm" variant="secondary" onClick={tables.lookAnew} testId="look-again">
            {texts.lookAgain}
          </Button>
        </Flex>
      </EmptyState>
    </Flex>
  );
}
