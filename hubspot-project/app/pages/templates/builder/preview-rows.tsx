import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import type { Column, ColumnTitles, Row } from '@siderail/contract';
import { useSurface } from '@siderail/ui';
import { useTemplateTexts } from '../use-template-texts.ts';

type Props = { readonly columns: readonly Column[]; readonly rows: readonly Row[]; /** Names of columns where they are not in `columns` yet. */ readonly titles?: ColumnTitles };

/** Some rows as they will stand in the file, or that none fits. */
export function PreviewRows({ columns, rows, titles = {} }: Props) {
  const texts = useTemplateTexts().builder;
  const { format } = useSurface();
  if (rows.length === 0) return <Text>{texts.noRows}</Text>;
  return (
    <Table density="condensed" testId="preview-rows">
      <TableHead>
        <TableRow>
          {columns.map((column) => <TableHeader key={column.key} align={alignOf(column)}>{titles[column.key] ?? column.title}</TableHeader>)}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.key}>
            {row.cells.map((cell, at) => <TableCell key={columns[at]!.key} align={alignOf(columns[at]!)}>{format.cell(cell, columns[at]!)}</TableCell>)}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** Digits stand under each other. */
function alignOf({ type }: Column): 'left' | 'right' {
  return type === 'number' || type === 'money' ? 'right' : 'left';
}
