import { Button, Flex, Input, MultiSelect, Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@hubspot/ui-extensions';
import type { Column } from '@siderail/contract';
import { useTemplateTexts } from '../use-template-texts.ts';
import type { BuilderDraft } from './builder-draft.ts';

/** The columns of the file: which, in what order, under what name. */
export function ColumnList({ draft, columns, onDraft }: { readonly draft: BuilderDraft; readonly columns: readonly Column[]; readonly onDraft: (draft: BuilderDraft) => void }) {
  const texts = useTemplateTexts().builder;
  const titleOf = (key: string): string => columns.find((column) => column.key === key)?.title ?? key;
  const move = (at: number, by: number): void => {
    const next = [...draft.columns];
    const [taken] = next.splice(at, 1);
    next.splice(at + by, 0, taken!);
    onDraft({ ...draft, columns: next });
  };
  // What is added stands behind what is there: the order is the person's.
  const choose = (keys: readonly string[]): void => onDraft({ ...draft, columns: [...draft.columns.filter((key) => keys.includes(key)), ...keys.filter((key) => !draft.columns.includes(key))] });
  return (
    <Flex direction="column" gap="sm">
      <MultiSelect
        name="columns" testId="builder-columns" label={texts.columns} description={texts.columnsHelp} value={[...draft.columns]}
        options={columns.map(({ key, title }) => ({ value: key, label: title }))} onChange={(keys) => choose(keys.map(String))}
      />
      {draft.columns.length === 0 ? null : (
        <Table density="condensed">
          <TableHead>
            <TableRow>
              {[texts.column, texts.inFile, texts.order].map((title) => <TableHeader key={title}>{title}</TableHeader>)}
            </TableRow>
          </TableHead>
          <TableBody>
            {draft.columns.map((key, at) => (
              <TableRow key={key}>
                <TableCell>{titleOf(key)}</TableCell>
                <TableCell>
                  <Input name={`title-${key}`} testId={`title-${key}`} label={texts.nameInFile(titleOf(key))} placeholder={titleOf(key)} value={draft.titles[key] ?? ''} onInput={(title) => onDraft({ ...draft, titles: { ...draft.titles, [key]: title } })} />
                </TableCell>
                <TableCell>
                  <Flex direction="row" gap="xs">
                    <Button size="xs" variant="transparent" disabled={at === 0} testId={`up-${key}`} onClick={() => move(at, -1)}>{texts.up}</Button>
                    <Button size="xs" variant="transparent" disabled={at === draft.columns.length - 1} testId={`down-${key}`} onClick={() => move(at, 1)}>{texts.down}</Button>
                  </Flex>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Flex>
  );
}
