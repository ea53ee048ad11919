import type { Column, TableQuery } from '#contract';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { parseTableId } from '../core/ids/table-id.ts';
import { requireScopes, scopesOfTable } from '../installs/index.ts';
import { guardTable, requireStillCovered, rightOf, whoIs } from '../policies/index.ts';
import type { Rights } from '../policies/index.ts';
import type { SourceQuery, SourceTable } from '../sources/define-source.ts';
import { checkQuery } from './check-query.ts';
import { HUBSPOT_CONNECTION, openConnection } from './open-connection.ts';
import type { Asking, OpenConnection } from './open-connection.ts';
import { selectRows } from './select-rows.ts';

/**
 * A query whose table exists for this record and whose columns, filters and sort the table has for this person. Its
 * source gives them no more than `rights`; `approve`: an export of it needs somebody's agreement.
 */
export type OpenTable = OpenConnection & { readonly query: SourceQuery; readonly rights: Rights; readonly approve: boolean };

/** Finds the table, asks the policy and checks the query against what it leaves. Throws access.refused, table.unknown, selection.unknown, column.unknown, filter.invalid or sort.invalid. */
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
  if (id.connection === HUBSPOT_CONNECTION.key) await requireScopes(context, asking.portalId, scopesOfTable(id.table));
  // Asked side by side, and not answered before both are.
  const asked = whoIs(context, asking, asking);
  asked.catch(() => undefined);
  const keys = await selectRows(context, asking, query);
  const connection = await openConnection(context, asking, id.connection);
  const tables = await connection.source.tables(connection.context, query.record);
  const table = tables.find((candidate) => candidate.key === id.table && candidate.scope === id.scope);
  if (table === undefined) throw new AppError('table.unknown', { detail: `no table ${query.tableId} for this record` });
  const keepsColumns = connection.source.columnChanges !== undefined && query.filters.every(({ column }) => table.columns.some(({ key }) => key === column));
  const real = keepsColumns ? withColumns(table, query, before) : table;

  const who = await asked;
  const { rights, approve } = rightOf(who, asking.verb, { connection: id.connection, table: id.table, scope: id.scope }, real.columns.map(({ key }) => key));
  const granted = asking.granted ?? rights;
  if (asking.granted !== undefined) requireStillCovered(granted, rights, [...query.columns, ...query.filters.map(({ column }) => column)]);
  const guarded = guardTable(connection.source, real, granted, granted.rows === 'own' ? await who.ownerId() : null);
  return { ...connection, source: guarded.source, query: { ...checkQuery(guarded.table, query), ...(keys === null ? {} : { keys }) }, rights: granted, approve };
}

function withColumns(table: SourceTable, query: TableQuery, before: readonly Column[]): SourceTable {
  const known = new Map(before.filter(({ key }) => query.columns.includes(key)).map((column) => [column.key, column]));
  return { ...table, columns: [...table.columns.filter(({ key }) => !known.has(key)), ...known.values()] };
}
