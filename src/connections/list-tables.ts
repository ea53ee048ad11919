import type { RecordRef, RelatedTable, SourceProblem, Table } from '#contract';
import type { Context } from '../context/index.ts';
import { AppError, toAppError } from '../core/errors/index.ts';
import { formatTableId } from '../core/ids/table-id.ts';
import type { TableId } from '../core/ids/table-id.ts';
import { guardTable, rightOf, whoIs } from '../policies/index.ts';
import type { Who } from '../policies/index.ts';
import type { Source, SourceTable } from '../sources/define-source.ts';
import { listConnections } from './connections.store.ts';
import type { StoredConnection } from './connections.store.ts';
import { HUBSPOT_CONNECTION, openStored } from './open-connection.ts';
import type { Asking } from './open-connection.ts';
import { watchedType } from './watched-type.ts';

/** Kinds of records that have a page of their own in HubSpot: contacts, companies, deals, tickets. */
const WITH_PAGES: readonly string[] = ['0-1', '0-2', '0-3', '0-5'];

export type ListedTables = { readonly tables: Table[]; readonly related: RelatedTable[]; readonly problems: SourceProblem[] };

/**
 * The tables of this record, of every connection of the portal. A connection that does not answer is named among
 * the problems; the others' tables are still there. When HubSpot itself fails, the error is thrown.
 */
export async function listTables(context: Context, asking: Asking, record: RecordRef): Promise<ListedTables> {
  const who = await whoIs(context, asking, asking);
  const stored = [HUBSPOT_CONNECTION, ...(await context.database.inPortal(asking.portalId, listConnections))];
  const answers = await Promise.allSettled(stored.map(async (connection) => {
    const open = await openStored(context, asking, connection);
    const shown = (await open.source.tables(open.context, record)).map(async (table) => ({ table: await shownTo(who, connection, open.source, table), scope: table.scope }));
    return Promise.all(shown);
  }));

  const tables: Table[] = [];
  const related: RelatedTable[] = [];
  const hanging: { readonly id: string; readonly types: readonly string[] }[] = [];
  const problems: SourceProblem[] = [];
  let withheld = 0;
  for (const [index, answer] of answers.entries()) {
    const connection = stored[index]!;
    if (answer.status === 'fulfilled') {
      for (const { table, scope } of answer.value) {
        if (table === null) {
          withheld += scope === 'related' ? 0 : 1;
          continue;
        }
        if (table.scope === 'related') {
          related.push(describe(connection, table));
          hanging.push({ id: idOf(connection, table), types: (table.hangsOn ?? []).map(({ objectTypeId }) => objectTypeId) });
        } else tables.push({ ...describe(connection, table), scope: table.scope, capabilities: table.capabilities, related: relatedIds(connection, table), ...(table.partner === undefined ? {} : { match: true }), ...rowTypeOf(context, connection, table) });
      }
      continue;
    }
    const error = toAppError(answer.reason);
    if (connection === HUBSPOT_CONNECTION || error.code === 'internal') throw error;
    context.log.warn({ portalId: asking.portalId, connection: connection.key, code: error.code }, 'connection did not list its tables');
    problems.push({ sourceTitle: connection.name, message: error.userMessage, fix: error.fix });
  }
  if (withheld > 0) problems.push({ sourceTitle: 'Siderail', message: withheld === 1 ? 'One table is not shown, because you may not see it.' : `${withheld} tables are not shown, because you may not see them.`, fix: 'If you need them, ask a Siderail admin of your HubSpot account.' });
  // What hangs on records of a type can be joined to every table of such records.
  const joined = tables.map((table) => {
    const type = watchedType(context, table.id)?.objectTypeId;
    return { ...table, related: [...table.related, ...hanging.filter(({ types }) => type !== undefined && types.includes(type)).map(({ id }) => id)] };
  });
  return { tables: joined, related, problems };
}

/** The table as this person may see it; null when they may not. What they may not take away has no export. */
async function shownTo(who: Who, connection: StoredConnection, source: Source<unknown>, table: SourceTable): Promise<SourceTable | null> {
  const place = { connection: connection.key, table: table.key, scope: table.scope };
  const keys = table.columns.map(({ key }) => key);
  try {
    const { rights } = rightOf(who, 'view', place, keys);
    const shown = guardTable(source, table, rights, rights.rows === 'own' ? await who.ownerId() : null).table;
    return mayExport(who, place, keys) ? shown : { ...shown, capabilities: { ...shown.capabilities, export: false } };
  } catch (error) {
    if (error instanceof AppError && error.code === 'access.refused') return null;
    throw error;
  }
}

function mayExport(who: Who, place: TableId, keys: readonly string[]): boolean {
  try {
    rightOf(who, 'export', place, keys);
    return true;
  } catch {
    return false;
  }
}

function describe(connection: StoredConnection, table: SourceTable): RelatedTable {
  const { title, columns, defaultColumns } = table;
  return { id: idOf(connection, table), title, sourceTitle: connection.name, columns: [...columns], defaultColumns: [...defaultColumns] };
}

function rowTypeOf(context: Context, connection: StoredConnection, table: SourceTable): { rowType?: string } {
  const type = watchedType(context, idOf(connection, table));
  return type === null || !WITH_PAGES.includes(type.objectTypeId) ? {} : { rowType: type.objectTypeId };
}

function relatedIds(connection: StoredConnection, table: SourceTable): string[] {
  return (table.related ?? []).map((key) => idOf(connection, { key, scope: 'related' }));
}

function idOf(connection: StoredConnection, { key, scope }: Pick<SourceTable, 'key' | 'scope'>): string {
  return formatTableId({ connection: connection.key, table: key, scope });
}
