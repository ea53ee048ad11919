import { Alert, EmptyState, Flex, Heading, ProgressBar, Text } from '@hubspot/ui-extensions';
import { ErrorView, useSurface } from '@siderail/ui';
import { useMemo } from 'react';
import { MOST_RECORDS } from '../selection/limits.ts';
import { readSelected, type Selected, type Selection } from '../selection/read-selected.ts';
import { useSentSelection } from '../selection/use-sent-selection.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ChooseTable } from './choose-table.tsx';

/** The records a person selected in a list become a file; how many they are stands here before anything is done. */
export function ExportSelection({ selected }: { readonly selected: Selected }) {
  const texts = useTexts();
  const { format } = useSurface();
  const selection = useMemo(() => readSelected(selected), [selected]);
  switch (selection.kind) {
    case 'wrong-type':
      return <Alert title={texts.wrongType} variant="warning" testId="wrong-type">{texts.wrongTypeFix}</Alert>;
    case 'too-many':
      return <Alert title={texts.tooMany(format.number(selection.count), format.number(MOST_RECORDS))} variant="warning" testId="too-many">{texts.tooManyFix}</Alert>;
    case 'none':
      return (
        <EmptyState title={texts.nothingSelected} layout="vertical" testId="nothing-selected">
          <Text>{texts.nothingSelectedFix}</Text>
        </EmptyState>
      );
    case 'records':
      return <SendAndExport selection={selection} />;
  }
  return selection satisfies never;
}

function SendAndExport({ selection }: { readonly selection: Extract<Selection, { kind: 'records' }> }) {
  const texts = useTexts();
  const { format } = useSurface();
  const { objectTypeId, ids, unreadable } = selection;
  const { sent, again } = useSentSelection(objectTypeId, ids);
  const count = format.number(ids.length);
  return (
    <Flex direction="column" gap="md">
      <Heading>{texts.selected(objectTypeId, count, ids.length === 1)}</Heading>
      {unreadable === 0 ? null : <Text testId="unreadable">{texts.unreadable(format.number(unreadable), unreadable === 1)}</Text>}
      {sent.state === 'sending' ? <ProgressBar title={texts.sending} value={sent.done} maxValue={ids.length} showPercentage valueDescription={texts.sentSoFar(format.number(sent.done), count)} /> : null}
      {sent.state === 'failed' ? <ErrorView title={texts.notSent} error={sent.error} testId="not-sent" onRetry={again} /> : null}
      {sent.state === 'sent' ? <ChooseTable record={{ objectTypeId, objectId: ids[0]! }} selectionId={sent.selectionId} /> : null}
    </Flex>
  );
}
