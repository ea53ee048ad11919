import { Select } from '@hubspot/ui-extensions';
import type { Table } from '@siderail/contract';
import { useTexts } from '../texts/use-texts.ts';

type Props = { readonly tables: readonly Table[]; readonly table: Table; readonly onChoose: (id: string) => void };

/** Which table to show. */
export function TablePicker({ tables, table, onChoose }: Props) {
  const texts = useTexts();
  return (
    <Select
      label={texts.table}
      name="table"
      testId="table-select"
      value={table.id}
      options={tables.map((one) => ({ label: texts.tableLabel(one), value: one.id }))}
      onChange={(id) => onChoose(String(id))}
    />
  );
}
