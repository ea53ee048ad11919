import { Button, DescriptionList, DescriptionListItem, EmptyState, Flex, LoadingSpinner, Modal, ModalBody, ModalFooter, Select, Text } from '@hubspot/ui-extensions';
import type { ActionSummary, PreviewPropertyResponse } from '@siderail/contract';
import { latestData } from '@siderail/client';
import { ErrorView } from '@siderail/ui';
import { useCard } from '../hooks/use-card.ts';
import { usePropertyPreview, type PropertyPreview } from '../hooks/use-property-preview.ts';
import type { RunAction } from '../hooks/use-run-action.ts';
import { useTexts } from '../texts/use-texts.ts';
import { stateOf } from './state-of.ts';

type Props = { readonly action: ActionSummary; readonly runner: RunAction; readonly rowKey: string };

/** Which value of a row goes into which property of the record: two choices, before and after, and only then the click. Every row has one; it is empty until it is opened. */
export function SetPropertyModal({ action, runner, rowKey }: Props) {
  const texts = useTexts();
  const { closeOverlay } = useCard();
  const id = `set-property-${rowKey}`;
  const preview = usePropertyPreview(runner, rowKey);
  const { state } = preview.request;
  const change = state.status === 'success' ? state.data.change : undefined;
  const { column, property } = preview;

  function setIt() {
    if (column === null || property === null || change === undefined) return;
    closeOverlay(id);
    void runner.start(action, rowKey, { column, property, before: change.holds });
  }

  return (
    <Modal id={id} testId={id} title={action.title} width="md" aria-label={action.title} onOpen={preview.open}>
      <ModalBody>
        {preview.opened ? <Choices id={id} preview={preview} /> : null}
      </ModalBody>
      <ModalFooter>
        <Button variant="primary" testId={`${id}-yes`} disabled={change === undefined || change.same} onClick={setIt}>
          {texts.setProperty}
        </Button>
        <Button variant="secondary" testId={`${id}-no`} onClick={() => closeOverlay(id)}>
          {texts.notNow}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function Choices({ id, preview }: { readonly id: string; readonly preview: PropertyPreview }) {
  const texts = useTexts();
  const { state, reload } = preview.request;
  if (state.status === 'error') return <ErrorView title={stateOf(state.error, texts) ?? texts.propertiesFailed} variant={stateOf(state.error, texts) === null ? 'danger' : 'warning'} error={state.error} onRetry={reload} testId={`${id}-error`} />;
  const known = latestData(state);
  if (known === null) return <LoadingSpinner label={texts.loadingProperties} showLabel layout="centered" testId={`${id}-loading`} />;
  if (known.values.length === 0) {
    return (
      <EmptyState title={texts.nothingToSet} layout="vertical" flush testId={`${id}-nothing`}>
        <Text>{texts.nothingToSetFix}</Text>
      </EmptyState>
    );
  }
  return (
    <Flex direction="column" gap="md">
      <Text>{texts.setPropertyHint}</Text>
      <Select
        name={`${id}-value`}
        label={texts.valueOfRow}
        testId={`${id}-value`}
        value={preview.column ?? ''}
        placeholder={texts.chooseValue}
        options={known.values.map(({ column, title, value }) => ({ value: column, label: `${title}: ${value}` }))}
        onChange={(value) => preview.setColumn(String(value))}
      />
      <Select
        name={`${id}-target`}
        label={texts.propertyOfRecord}
        testId={`${id}-target`}
        value={preview.property ?? ''}
        placeholder={texts.chooseProperty}
        readOnly={preview.column === null}
        options={known.properties.map(({ name, label }) => ({ value: name, label }))}
        onChange={(value) => preview.setProperty(String(value))}
      />
      {preview.property === null ? null : state.status === 'loading' ? <LoadingSpinner label={texts.lookingAtRecord} showLabel /> : <BeforeAfter id={id} change={known.change} />}
    </Flex>
  );
}

function BeforeAfter({ id, change }: { readonly id: string; readonly change: PreviewPropertyResponse['change'] }) {
  const texts = useTexts();
  if (change === undefined) return null;
  return (
    <Flex direction="column" gap="xs" testId={`${id}-change`}>
      <DescriptionList direction="row">
        <DescriptionListItem label={texts.before}>{change.before ?? texts.emptyValue}</DescriptionListItem>
        <DescriptionListItem label={texts.after}>{change.after}</DescriptionListItem>
      </DescriptionList>
      <Text variant="microcopy">{change.same ? texts.alreadySet : texts.undoHint}</Text>
    </Flex>
  );
}
