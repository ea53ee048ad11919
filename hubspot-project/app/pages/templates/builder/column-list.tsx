import { Button, Flex, Input, MultiSelect, Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@hubspot/ui-extensions';
import type { Column, ColumnTitles } from '@siderail/contract';
import { useTemplateTexts } from '../use-template-texts.ts';

export type ChosenColumns = { readonly columns: readonly string[]; readonly titles: ColumnTitles };
type Props = {
  readonly chosen: ChosenColumns;
  readonly columns: readonly Column[];
  readonly label: string;
  readonly onChosen: (chosen: ChosenColumns) => void;
  /** Tells the fields of several lists on one page apart. */
  readonly prefix?: string;
};

/** The columns of a table in the file: which, in what order, under what name. */
export function ColumnList({ chosen, columns, label, onChosen, prefix = '' }: Props) {
  const texts = useTemplateTexts().builder;
  const titleOf = (key: string): string => columns.find((column) => column.key === key)?.title ?? key;
  const move = (at: number, by: number): void => {
    const next = [...chosen.columns];
    const [taken] = next.splice(at, 1);
    next.splice(at + by, 0, taken!);
    onChosen({ ...chosen, columns: next });
  };
  // What is added stands behind what is there: the order is the person's.
  const choose = (keys: readonly string[]): void => onChosen({ ...chosen, columns: [...chosen.columns.filter((key) => keys.includes(key)), ...keys.filter((key) => !chosen.columns.includes(key))] });
  return (
    <Flex direction="column" gap="sm">
      <MultiSelect
        name={`${prefix}columns`} testId={`${prefix}builder-columns`} label={label} description={texts.columnsHelp} value={[...chosen.columns]}
        options={columns.map(({ key, title }) => ({ value: key, label: title }))} onChange={(keys) => choose(keys.map(String))}
      />
      {chosen.columns.length === 0 ? null : (
        <Table density="condensed">
          <TableHead>
            <TableRow>
              {[texts.column, texts.inFile, texts.order].map((title) => <TableHeader key={title}>{title}</TableHeader>)}
            </TableRow>
          </TableHead>
          <TableBody>
            {chosen.columns.map((key, at) => (
              <TableRow key={key}>
                <TableCell>{titleOf(key)}</TableCell>
                <TableCell>
                  <Input name={`${prefix}title-${key}`} testId={`${prefix}title-${key}`} label={texts.nameInFile(titleOf(key))} placeholder={titleOf(key)} value={chosen.titles[key] ?? ''} onInput={(title) => onChosen({ ...chosen, titles: { ...chosen.titles, [key]: title } })} />
                </TableCell>
                <TableCell>
                  <Flex direction="row" gap="xs">
                    <Button size="xs" variant="transparent" disabled={at === 0} testId={`${prefix}up-${key}`} onClick={() => move(at, -1)}>{texts.up}</Button>
                    <Button size="xs" variant="transparent" disabled={at === chosen.columns.length - 1} testId={`${prefix}down-${key}`} onClick={() => move(at, 1)}>{texts.down}</Button>
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
