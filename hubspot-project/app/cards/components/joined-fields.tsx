import { Divider, Flex, MultiSelect, Text } from '@hubspot/ui-extensions';
import { useColumnChoices } from '../hooks/use-column-choices.ts';
import type { JoinedDraft } from '../hooks/use-joined-draft.ts';
import type { JoinableTable } from '../joined/joinable-tables.ts';
import { useTexts } from '../texts/use-texts.ts';
import { FilterLines } from './filter-lines.tsx';

type Props = { readonly table: JoinableTable; readonly draft: JoinedDraft };

/** Which columns and rows of one added table go into the file. */
export function JoinedFields({ table, draft }: Props) {
  const texts = useTexts();
  const choices = useColumnChoices(table.id);
  return (
    <Flex direction="column" gap="sm">
      <Divider />
      <Text format={{ fontWeight: 'demibold' }}>{table.label}</Text>
      <MultiSelect
        label={texts.columnsOf(table.label)}
        name={`joined-columns-${table.id}`}
        testId={`joined-columns-${table.id}`}
        value={[...draft.columnsOf(table)]}
        options={table.columns.map(({ key, title }) => ({ label: title, value: key }))}
        onChange={(columns) => draft.setColumns(table.id, columns.map(String))}
      />
      {table.filterable.length === 0 ? null : (
        <FilterLines editor={draft.filtersOf(table)} columns={table.filterable} choices={choices} name={`filter-${table.id}`} add={texts.addFilterTo(table.label)} />
      )}
    </Flex>
  );
}
