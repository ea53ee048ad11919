import { Button, Flex } from '@hubspot/ui-extensions';
import type { Column } from '@siderail/contract';
import type { FilterEditor } from '../filters/filter-editor.ts';
import type { ColumnChoices } from '../hooks/use-column-choices.ts';
import { FilterLine } from './filter-line.tsx';

type Props = {
  readonly editor: FilterEditor;
  readonly columns: readonly Column[];
  readonly choices: ColumnChoices;
  /** Begins the name of every input; one for each table on the same surface. */
  readonly name: string;
  /** What the button for one more says. */
  readonly add: string;
};

/** The filters of one table, a line each, and the button for one more. */
export function FilterLines({ editor, columns, choices, name, add }: Props) {
  return (
    <Flex direction="column" gap="md">
      {editor.drafts.map((draft) => (
        <FilterLine key={draft.id} name={`${name}-${draft.id}`} draft={draft} columns={columns} unfinished={editor.unfinished.has(draft.id)} editor={editor} choices={choices} />
      ))}
      <Flex gap="sm">
        <Button size="sm" variant="transparent" testId={`add-${name}`} disabled={!editor.canAdd} onClick={editor.add}>
          {add}
        </Button>
      </Flex>
    </Flex>
  );
}
