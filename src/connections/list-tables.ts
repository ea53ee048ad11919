import type { RecordRef, RelatedTable, SourceProblem, Table } from '#contract';
import type { Context } from '../context/index.ts';
import { toAppError } from '../core/errors/index.ts';
import type { SourceTable } from '../sources/define-source.ts';
import { listConnections } from './connections.store.ts';
import type { StoredConnection } from './connections.store.ts';
import { HUBSPOT_CONNECTION, openStored } from './open-connection.ts';
import type { Asking } from './open-connection.ts';
import { formatTableId } from './table-id.ts';

export type ListedTables = { readonly tables: Table[]; readonly related: RelatedTable[]; readonly problems: SourceProblem[] };

/**
 * The tables of this record, of every connection of the portal. A connection that does not answer is named among
 * the problems; the others' tables are still there. When HubSpot itself fails, the error is thrown.
 */
export async function listTables(context: Context, asking: Asking, record: RecordRef): Promise<ListedTables> {
  const stored = [HUBSPOT_CONNECTION, ...(await context.database.inPortal(asking.portalId, listConnections))];
  const answers = await Promise.allSettled(stored.map(async (connection) => {
    const open = await openStored(context, asking, connection);
    return open.source.tables(open.context, record);
  }));

  const tables: Table[] = [];
  const related: RelatedTable[] = [];
  const problems: SourceProblem[] = [];
  for (const [index, answer] of answers.entries()) {
    const connection = stored[index]!;
    if (answer.status === 'fulfilled') {
      for (const table of answer.value) {
        if (table.scope === 'related') related.push(describe(connection, table));
        else tables.push({ ...describe(connection, table), scope: table.scope, capabilities: table.capabilities, related: relatedIds(connection, table) });
      }
      continue;
    }
    const error = toAppError(answer.reason);
    if (connection === HUBSPOT_CONNECTION || error.code === 'internal') throw error;
    context.log.warn({ portalId: asking.portalId, connection: connection.key, code: error.code }, 'connection did not list its tables');
    problems.push({ sourceTitle: connection.name, message: error.userMessage, fix: error.fix });
  }
  return { tables, related, problems };
}

function describe(connection: StoredConnection, table: SourceTable): RelatedTable {
  const { title, columns, defaultColumns } = table;
  return { id: idOf(connection, table), title, sourceTitle: connection.name, columns: [...columns], defaultColumns: [...defaultColumns] };
}

function relatedIds(connection: StoredConnection, table: SourceTable): string[] {
  return (table.related ?? []).map((key) => idOf(connection, { key, scope: 'related' }));
}

function idOf(connection: StoredConnection, { key, scope }: Pick<SourceTable, 'key' | 'scope'>): string {
  return formatTableId({ connection: connection.key, table: key, scope });
}
