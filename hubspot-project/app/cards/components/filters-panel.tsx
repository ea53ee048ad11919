import { Button, Flex, Form, Panel, PanelBody, PanelSection, Text } from '@hubspot/ui-extensions';
import type { Column, Filter, Table } from '@siderail/contract';
import { filterableColumns } from '../filters/filterable-columns.ts';
import { useCard } from '../hooks/use-card.ts';
import type { ColumnChoices } from '../hooks/use-column-choices.ts';
import { useFilterDrafts } from '../hooks/use-filter-drafts.ts';
import { useTexts } from '../texts/use-texts.ts';
import { FilterLines } from './filter-lines.tsx';

const PANEL_ID = 'filters-panel';

type Props = {
  readonly table: Table;
  readonly filters: readonly Filter[];
  readonly choices: ColumnChoices;
  readonly onChange: (filters: readonly Filter[]) => void;
};

/** The button and panel to say which rows to show and export. */
export function FiltersPanel({ table, filters, choices, onChange }: Props) {
  const texts = useTexts();
  const columns = filterableColumns(table);
  if (columns.length === 0) return null;
  return (
    <Button
      size="sm"
      variant="secondary"
      testId="open-filters"
      overlay={<FiltersEditor columns={columns} filters={filters} choices={choices} onChange={onChange} />}
    >
      {texts.filtersWithCount(filters.length)}
    </Button>
  );
}

type EditorProps = Omit<Props, 'table'> & { readonly columns: readonly Column[] };

function FiltersEditor({ columns, filters, choices, onChange }: EditorProps) {
  const texts = useTexts();
  const { closeOverlay } = useCard();
  const editor = useFilterDrafts(filters, columns);

  function apply() {
    const finished = editor.finish();
    if (finished === null) return;
    closeOverlay(PANEL_ID);
    onChange(finished);
  }

  return (
    <Panel id={PANEL_ID} testId={PANEL_ID} title={texts.filters} aria-label={texts.filters} width="sm" onOpen={editor.reset}>
      <PanelBody>
        <PanelSection>
          <Form onSubmit={apply} autoComplete="off" testId="filters-form">
            <Flex direction="column" gap="md">
              <Text>{texts.filtersHint}</Text>
              <FilterLines editor={editor} columns={columns} choices={choices} name="filter" add={texts.addFilter} />
              <Flex gap="sm">
                <Button variant="primary" type="submit" testId="apply-filters">
                  {texts.applyFilters}
                </Button>
                <Button
                  variant="secondary"
                  testId="clear-filters-in-panel"
                  onClick={() => {
                    closeOverlay(PANEL_ID);
                    onChange([]);
                  }}
                >
                  {texts.clearFilters}
                </Button>
              </Flex>
            </Flex>
          </Form>
        </PanelSection>
      </PanelBody>
    </Panel>
  );
}
