import type { Column, ColumnTitles, JoinedTables, TableQuery } from '#contract';
import type { OpenTable } from '../../connections/index.ts';
import { AppError } from '../../core/errors/index.ts';
import type { NewSheet } from '../exports.store.ts';
import { flatKey } from './flat-key.ts';
import { labelsColumn, parentColumn } from './link-columns.ts';
import type { SheetRole } from './sheet-role.ts';

/** The first table as it was asked for, opened, what it is called, and what its columns are called in the file. */
export type First = { readonly query: TableQuery; readonly table: OpenTable; readonly title: string; readonly titles?: ColumnTitles | undefined };

/**
 * The sheets of an export, the first table first. Where something hangs on its rows its key column is added, and each
 * related row begins with the key it hangs on and the labels of the association. Throws table.unknown, request.invalid.
 */
export function wantedSheets(first: First, layout: JoinedTables['layout'], joined: readonly { readonly table: OpenTable; readonly query: TableQuery }[]): NewSheet[] {
  const related = joined.filter(({ table }) => table.query.table.scope === 'related');
  for (const { table } of related) {
    if (!(first.table.query.table.related ?? []).includes(table.query.table.key) || first.table.key !== table.key) {
      throw new AppError('table.unknown', { userMessage: `“${table.query.table.title}” cannot be joined to “${first.title}”.`, detail: 'not a related table of the first' });
    }
  }
  const main = renamed(first.titles ?? {}, sheetOf(first.query, first.table, first.title, layout === 'flat' ? { kind: 'parent' } : { kind: 'table' }, related.length > 0));
  if (layout === 'sheets') {
    return [main, ...joined.map(({ table, query }) => (table.query.table.scope === 'related' ? relatedSheet(main, query, table) : sheetOf(query, table, table.query.table.title, { kind: 'table' }, false)))];
  }

  const [only] = related;
  if (only === undefined || joined.length > 1) {
    throw new AppError('request.invalid', { userMessage: 'A flat table joins exactly one related table.', fix: 'Choose one related table, or a sheet for each.' });
  }
  return [main, flatSheet(main, only.query, only.table)];
}

function sheetOf(query: TableQuery, table: OpenTable, title: string, role: SheetRole, withKey: boolean): NewSheet {
  const { keyColumn } = table.query.table;
  const missing = withKey && keyColumn !== undefined && !table.query.columns.includes(keyColumn) ? [keyColumn] : [];
  const columns = [...missing, ...table.query.columns];
  const { sort: _ofTheView, ...unsorted } = query;
  // By the source's own row key: an order that stays while rows change, so a resume neither skips nor doubles.
  return { title, tableId: query.tableId, sourceTitle: table.name, query: { ...unsorted, columns }, columns: describe(table, columns), role, access: table.rights };
}

function renamed(titles: ColumnTitles, sheet: NewSheet): NewSheet {
  return { ...sheet, columns: sheet.columns.map((column) => ({ ...column, title: titles[column.key] ?? column.title })) };
}

function relatedSheet(main: NewSheet, query: TableQuery, table: OpenTable): NewSheet {
  const own = sheetOf(query, table, table.query.table.title, { kind: 'related', of: 0 }, true);
  return { ...own, columns: [parentColumn(main.title), labelsColumn(), ...own.columns] };
}

function flatSheet(main: NewSheet, query: TableQuery, table: OpenTable): NewSheet {
  const { title } = table.query.table;
  const own = sheetOf(query, table, `${main.title} with ${title.toLowerCase()}`, { kind: 'flat', of: 0 }, true);
  const behind = [labelsColumn(), ...own.columns].map((column) => ({ ...column, key: flatKey(column.key), title: `${title}: ${column.title}` }));
  return { ...own, columns: [...main.columns, ...behind] };
}

function describe(table: OpenTable, keys: readonly string[]): Column[] {
  const byKey = new Map(table.query.table.columns.map((column) => [column.key, column]));
  return keys.flatMap((key) => byKey.get(key) ?? []);
}
