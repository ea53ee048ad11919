import type { TableQuery } from '#contract';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { requireScopes, scopesOfTable } from '../installs/index.ts';
import type { SourceQuery } from '../sources/define-source.ts';
import { checkQuery } from './check-query.ts';
import { HUBSPOT_CONNECTION, openConnection } from './open-connection.ts';
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

async function open(context: Context, asking: Asking, query: TableQuery): Promise<OpenTable> {
  const id = parseTableId(query.tableId);
  if (id.connection === HUBSPOT_CONNECTION.key) await requireScopes(context, asking.portalId, scopesOfTable(id.table));
  const connection = await openConnection(context, asking, id.connection);
  const tables = await connection.source.tables(connection.context, query.record);
  const table = tables.find((candidate) => candidate.key === id.table && candidate.scope === id.scope);
  if (table === undefined) throw new AppError('table.unknown', { detail: `no table ${query.tableId} for this record` });
  return { ...connection, query: checkQuery(table, query) };
}
