import type { Column, ColumnTitles, JoinedTables, TableQuery } from '#contract';
import type { OpenTable } from '../../connections/index.ts';
import { AppError } from '../../core/errors/index.ts';
import type { NewSheet } from '../exports.store.ts';
import { flatKey } from './flat-key.ts';
import { labelsColumn, parentColumn } from './link-columns.ts';
import type { SheetRole } from './sheet-role.ts';

/** The first table as it was asked for, opened, what it is called, and what its columns are called in the file. */
export type First = { readonly query: TableQuery; readonly table: OpenTable; readonly title: string; readonly titles?: ColumnTitles | undefined };

/** A table that is joined, and what its columns are called in the file. */
type Joined = { readonly table: OpenTable; readonly query: TableQuery; readonly titles?: ColumnTitles | undefined };

/**
 * The sheets of an export, the first table first. Where something hangs on its rows its key column is added, and each
 * related row begins with the key it hangs on and the labels of the association. What hangs by a value adds the columns of it. Throws table.unknown, request.invalid.
 */
export function wantedSheets(first: First, layout: JoinedTables['layout'], joined: readonly Joined[]): NewSheet[] {
  const related = joined.filter(({ table }) => table.query.table.scope === 'related');
  const linking = [...new Set(related.flatMap(({ table }) => linkingColumns(first, table)))];
  const main = renamed(first.titles ?? {}, sheetOf(first.query, first.table, first.title, layout === 'flat' ? { kind: 'parent' } : { kind: 'table' }, related.length > 0, linking));
  if (layout === 'sheets') {
    return [main, ...joined.map(({ table, query, titles = {} }) => renamed(titles, table.query.table.scope === 'related' ? relatedSheet(main, query, table, byOf(first, table)) : sheetOf(query, table, table.query.table.title, { kind: 'table' }, false)))];
  }

  const [only] = related;
  if (only === undefined || joined.length > 1) {
    throw new AppError('request.invalid', { userMessage: 'A flat table joins exactly one related table.', fix: 'Choose one related table, or a sheet for each.' });
  }
  return [main, flatSheet(main, only, byOf(first, only.table))];
}

type By = Extract<SheetRole, { readonly kind: 'related' }>['by'];

/** Rows of the same source hang by associations, those of another one by values. */
function byOf(first: First, table: OpenTable): By {
  return first.table.key === table.key ? 'associations' : 'value';
}

/** The columns of the first table whose values say which rows of a related one of another source hang on it. Throws table.unknown. */
function linkingColumns(first: First, { key, query: { table } }: OpenTable): readonly string[] {
  const own = first.table.query.table;
  if (first.table.key === key && (own.related ?? []).includes(table.key)) return [];
  const type = first.table.key === key ? null : (first.table.source.watchedType?.(own.key) ?? null);
  const link = table.hangsOn?.find(({ objectTypeId }) => objectTypeId === type);
  const readable = new Set(own.columns.filter(({ masked }) => masked !== true).map((column) => column.key));
  if (link !== undefined && link.properties.every((property) => readable.has(property))) return link.properties;
  throw new AppError('table.unknown', { userMessage: `“${table.title}” cannot be joined to “${first.title}”.`, detail: link === undefined ? 'not a related table of the first' : 'the column it is joined by may not be read' });
}

function sheetOf(query: TableQuery, table: OpenTable, title: string, role: SheetRole, withKey: boolean, linking: readonly string[] = []): NewSheet {
  const { keyColumn } = table.query.table;
  const missing = withKey && keyColumn !== undefined && !table.query.columns.includes(keyColumn) ? [keyColumn] : [];
  const columns = [...missing, ...table.query.columns, ...linking.filter((key) => !table.query.columns.includes(key))];
  const { sort: _ofTheView, ...unsorted } = query;
  // By the source's own row key: an order that stays while rows change, so a resume neither skips nor doubles.
  return { title, tableId: query.tableId, sourceTitle: table.name, query: { ...unsorted, columns }, columns: describe(table, columns), role, access: table.rights, shape: table.query.table.shape ?? null };
}

function renamed(titles: ColumnTitles, sheet: NewSheet): NewSheet {
  return { ...sheet, columns: sheet.columns.map((column) => ({ ...column, title: titles[column.key] ?? column.title })) };
}

function relatedSheet(main: NewSheet, query: TableQuery, table: OpenTable, by: By): NewSheet {
  const own = sheetOf(query, table, table.query.table.title, { kind: 'related', of: 0, by }, true);
  return { ...own, columns: [parentColumn(main.title), ...labelsOf(by), ...own.columns] };
}

function labelsOf(by: By): Column[] {
  return by === 'associations' ? [labelsColumn()] : [];
}

function flatSheet(main: NewSheet, { query, table, titles = {} }: Joined, by: By): NewSheet {
  const { title } = table.query.table;
  const own = sheetOf(query, table, `${main.title} with ${title.toLowerCase()}`, { kind: 'flat', of: 0, by }, true);
  const behind = [...labelsOf(by), ...own.columns].map((column) => ({ ...column, key: flatKey(column.key), title: titles[column.key] ?? `${title}: ${column.title}` }));
  return { ...own, columns: [...main.columns, ...behind] };
}

function describe(table: OpenTable, keys: readonly string[]): Column[] {
  const byKey = new Map(table.query.table.columns.map((column) => [column.key, column]));
  return keys.flatMap((key) => byKey.get(key) ?? []);
}
