import type { Column, TableQuery } from '#contract';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { SourceQuery, SourceTable } from '../sources/define-source.ts';
import { checkQuery } from './check-query.ts';
import { openConnection } from './open-connection.ts';
import type { Asking, OpenConnection } from './open-connection.ts';
import { parseTableId } from './table-id.ts';

/** A query whose table exists for this record and whose columns, filters and sort the table has. */
export type OpenTable = OpenConnection & { readonly query: SourceQuery };

/** Finds the table and checks the query against it. Throws table.unknown, column.unknown, filter.invalid or sort.invalid. */
export async function openTable(context: Context, asking: Asking, query: TableQuery): Promise<OpenTable> {
  if (parseTableId(query.tableId).scope === 'related') throw new AppError('table.unknown', { detail: 'a related table was asked for by itself' });
  return open(context, asking, query);
}

/** The same for a table joined to another one, related ones included. */
export async function openJoinedTable(context: Context, asking: Asking, query: TableQuery): Promise<OpenTable> {
  return open(context, asking, query);
}

/**
 * The same for the table of an export that began earlier, with the columns it began with: one that the source lost
 * since then stays and is empty, one whose type changed is still read as before (T64). Only where the source can say
 * so in the end; a filter's column must still be there. Throws `column.unknown` otherwise.
 */
export async function openStoredTable(context: Context, asking: Asking, query: TableQuery, columns: readonly Column[]): Promise<OpenTable> {
  return open(context, asking, query, columns);
}

async function open(context: Context, asking: Asking, query: TableQuery, before: readonly Column[] = []): Promise<OpenTable> {
  const id = parseTableId(query.tableId);
  const connection = await openConnection(context, asking, id.connection);
  const tables = await connection.source.tables(connection.context, query.record);
  const table = tables.find((candidate) => candidate.key === id.table && candidate.scope === id.scope);
  if (table === undefined) throw new AppError('table.unknown', { detail: `no table ${query.tableId} for this record` });
  const keepsColumns = connection.source.columnChanges !== undefined && query.filters.every(({ column }) => table.columns.some(({ key }) => key === column));
  return { ...connection, query: checkQuery(keepsColumns ? withColumns(table, query, before) : table, query) };
}

function withColumns(table: SourceTable, query: TableQuery, before: readonly Column[]): SourceTable {
  const known = new Map(before.filter(({ key }) => query.columns.includes(key)).map((column) => [column.key, column]));
  return { ...table, columns: [...table.columns.filter(({ key }) => !known.has(key)), ...known.values()] };
}
