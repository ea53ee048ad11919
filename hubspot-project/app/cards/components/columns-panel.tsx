import { Button, Flex, LoadingButton, MultiSelect, Panel, PanelBody, PanelFooter, PanelSection, Text } from '@hubspot/ui-extensions';
import type { Table } from '@siderail/contract';
import { ErrorView } from '@siderail/ui';
import { useState } from 'react';
import { useCard } from '../hooks/use-card.ts';
import type { Tables } from '../hooks/use-tables.ts';
import { useTexts } from '../texts/use-texts.ts';

const PANEL_ID = 'columns-panel';

type Props = { readonly table: Table; readonly tables: Tables; readonly columns: readonly string[]; readonly onChange: (columns: readonly string[]) => void };

/** The button and panel to choose which columns are shown and exported. No choice means the table's own default. */
export function ColumnsPanel(props: Props) {
  const texts = useTexts();
  return (
    <Button
      size="sm"
      variant="secondary"
      testId="open-columns"
      overlay={<ColumnsChooser {...props} />}
    >
      {texts.columns}
    </Button>
  );
}

function ColumnsChooser({ table, tables, columns, onChange }: Props) {
  const texts = useTexts();
  const { closeOverlay } = useCard();
  const { state } = tables.request;
  const inForce = columns.length === 0 ? table.defaultColumns : columns;
  const [draft, setDraft] = useState<readonly string[]>(inForce);

  function apply(chosen: readonly string[]) {
    closeOverlay(PANEL_ID);
    onChange(sameList(chosen, table.defaultColumns) ? [] : chosen);
  }

  return (
    <Panel id={PANEL_ID} testId={PANEL_ID} title={texts.chooseColumns} aria-label={texts.chooseColumns} width="sm" onOpen={() => setDraft(inForce)}>
      <PanelBody>
        <PanelSection>
          <MultiSelect
            label={texts.columnsLabel}
            description={texts.columnsHint}
            name="columns"
            testId="columns-select"
            value={[...draft]}
            options={table.columns.map(({ key, title }) => ({ label: title, value: key }))}
            onChange={(chosen) => setDraft(chosen.map(String))}
          />
        </PanelSection>
        <PanelSection>
          <Flex direction="column" gap="sm" align="start">
            <Text variant="microcopy">{texts.newColumnsHint}</Text>
            {state.status === 'error' ? <ErrorView title={texts.tablesFailed} error={state.error} testId="columns-error" /> : null}
            <LoadingButton size="sm" variant="secondary" testId="look-for-columns" loading={state.status === 'loading'} onClick={tables.lookAnew}>
              {texts.lookForColumns}
            </LoadingButton>
          </Flex>
        </PanelSection>
      </PanelBody>
      <PanelFooter>
        <Flex gap="sm">
          <Button variant="primary" testId="apply-columns" disabled={draft.length === 0} onClick={() => apply(draft)}>
            {texts.showColumns}
          </Button>
          <Button variant="secondary" testId="default-columns" onClick={() => apply(table.defaultColumns)}>
            {texts.defaultColumns}
          </Button>
        </Flex>
      </PanelFooter>
    </Panel>
  );
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
