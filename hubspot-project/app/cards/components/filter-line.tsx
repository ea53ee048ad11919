import { Button, Divider, Flex, Select } from '@hubspot/ui-extensions';
import { needsValue, operatorsOf } from '@siderail/client';
import type { Column } from '@siderail/contract';
import type { FilterDraft } from '../filters/filter-draft.ts';
import type { FilterEditor } from '../filters/filter-editor.ts';
import type { ColumnChoices } from '../hooks/use-column-choices.ts';
import { useTexts } from '../texts/use-texts.ts';
import { FilterValue } from './filter-value.tsx';

type Props = {
  /** Begins the name of each of its inputs. */
  readonly name: string;
  readonly draft: FilterDraft;
  readonly columns: readonly Column[];
  readonly unfinished: boolean;
  readonly editor: FilterEditor;
  readonly choices: ColumnChoices;
};

/** One filter: a column, a condition in words, and a value where the condition needs one. */
export function FilterLine({ name, draft, columns, unfinished, editor, choices }: Props) {
  const texts = useTexts();
  const column = columns.find(({ key }) => key === draft.column);
  if (column === undefined) return null;
  const isDay = column.type === 'date' || column.type === 'datetime';
  const operators = operatorsOf(column);
  return (
    <Flex direction="column" gap="sm">
      <Select
        label={texts.filterColumn}
        name={`${name}-column`}
        testId={`${name}-column`}
        value={draft.column}
        options={columns.map(({ key, title }) => ({ label: title, value: key }))}
        onChange={(key) => editor.change(draft.id, { column: String(key) })}
      />
      <Select
        label={texts.filterOperator}
        name={`${name}-operator`}
        testId={`${name}-operator`}
        value={draft.operator}
        options={operators.map((operator) => ({ label: texts.operator(operator, isDay), value: operator }))}
        onChange={(value) => {
          const operator = operators.find((one) => one === value);
          if (operator !== undefined) editor.change(draft.id, { operator });
        }}
      />
      {needsValue(draft.operator) ? (
        <FilterValue
          column={column}
          name={`${name}-value`}
          value={draft.value}
          unfinished={unfinished}
          choices={choices}
          onChange={(value) => editor.change(draft.id, { value })}
        />
      ) : null}
      <Flex justify="end">
        <Button size="xs" variant="transparent" testId={`${name}-remove`} onClick={() => editor.remove(draft.id)}>
          {texts.removeFilter(column.title)}
        </Button>
      </Flex>
      <Divider />
    </Flex>
  );
}
