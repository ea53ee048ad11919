import type { Filter, Table } from '@siderail/contract';
import type { Format } from '@siderail/client';
import { describeFilter, type ChoiceLabel } from '../filters/describe-filter.ts';
import type { Texts } from '../texts/use-texts.ts';

type What = {
  readonly table: Table;
  readonly scope: string;
  readonly filters: readonly Filter[];
  readonly rows: number | null;
  readonly format: Format;
  readonly label: ChoiceLabel;
  readonly texts: Texts;
};

/** An export in words: "Orders (of this company), Status is open, 1,204 rows". */
export function describeExport({ table, scope, filters, rows, format, label, texts }: What): string {
  return [
    texts.exportOf(table.title, scope),
    ...filters.map((filter) => describeFilter(filter, table.columns, { format, label, texts })),
    ...(rows === null ? [] : [texts.allRows(format.number(rows), rows === 1)]),
  ].join(', ');
}
