import type { Column, RelatedTable, Table } from '@siderail/contract';
import { filterableColumns } from '../filters/filterable-columns.ts';
import type { Texts } from '../texts/use-texts.ts';

/** A table that can go into the same file as another one. */
export type JoinableTable = {
  readonly id: string;
  readonly label: string;
  readonly columns: readonly Column[];
  readonly defaultColumns: readonly string[];
  /** Those that a filter may name. */
  readonly filterable: readonly Column[];
  /** Its rows hang on the rows of the first table. */
  readonly related: boolean;
};

/** What can be added to an export of `table`: first what hangs on its rows, then the other tables. */
export function joinableTables(table: Table, tables: readonly Table[], related: readonly RelatedTable[], texts: Texts): JoinableTable[] {
  const own = related.filter(({ id }) => table.related.includes(id));
  const others = tables.filter(({ id, capabilities }) => id !== table.id && capabilities.export);
  return [
    ...own.map((one) => ({ ...one, label: texts.relatedLabel(one.title), filterable: filterableColumns(one), related: true })),
    ...others.map((one) => ({ ...one, label: texts.tableLabel(one), filterable: one.capabilities.filter ? filterableColumns(one) : [], related: false })),
  ];
}
