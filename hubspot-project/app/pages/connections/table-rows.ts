import type { EditedTable, KnownTable } from '@siderail/contract';

/** A table of the list that is being edited: as it is stored (null: new), as it is in the form, and whether it is to be taken away. */
export type TableRow = { readonly id: string; readonly before: KnownTable | null; readonly draft: EditedTable; readonly removed: boolean };
export type RowState = 'same' | 'added' | 'removed' | 'titled' | 'changed';

export function rowsOf(tables: readonly KnownTable[]): readonly TableRow[] {
  return tables.map((before) => ({ id: before.key, before, draft: editedOf(before), removed: false }));
}

/** What saving would do to it. `titled`: it only gets another title, or a hint for whoever links records; nothing that reads it notices. */
export function stateOf({ before, draft, removed }: TableRow): RowState {
  if (removed) return 'removed';
  if (before === null) return 'added';
  const stored = editedOf(before);
  if (JSON.stringify(stored) === JSON.stringify(draft)) return 'same';
  const shape = ({ schema, table, rowKey, portal, links }: EditedTable): string => JSON.stringify([schema, table, rowKey, portal, links.map(({ idProperty: _hint, ...link }) => link)]);
  return shape(stored) === shape(draft) ? 'titled' : 'changed';
}

/** The tables as they are sent, in the order of the list. */
export function tablesOf(rows: readonly TableRow[]): EditedTable[] {
  return rows.filter(({ removed }) => !removed).map(({ draft }) => draft);
}

function editedOf({ key, title, schema, table, rowKey, portal, links }: KnownTable): EditedTable {
  return { key, title, schema, table, rowKey, portal, links: links.map(({ objectTypeId, property, take, column, idProperty, through }) => ({ objectTypeId, property, take, column, ...(idProperty === undefined ? {} : { idProperty }), ...(through === undefined ? {} : { through }) })) };
}
