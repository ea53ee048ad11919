import type { RecordRef, SourceProblem, Table } from '#contract';
import type { Context } from '../context/index.ts';
import { toAppError } from '../core/errors/index.ts';
import { listConnections } from './connections.store.ts';
import { HUBSPOT_CONNECTION, openStored } from './open-connection.ts';
import type { Asking } from './open-connection.ts';
import { formatTableId } from './table-id.ts';

export type ListedTables = { readonly tables: Table[]; readonly problems: SourceProblem[] };

/**
 * The tables of this record, of every connection of the portal. A connection that does not answer is named among
 * the problems; the others' tables are still there. When HubSpot itself fails, the error is thrown.
 */
export async function listTables(context: Context, asking: Asking, record: RecordRef): Promise<ListedTables> {
  const stored = [HUBSPOT_CONNECTION, ...(await context.database.inPortal(asking.portalId, listConnections))];
  const answers = await Promise.allSettled(stored.map(async (connection) => {
    const open = await openStored(context, asking, connection);
    const tables = await open.source.tables(open.context, record);
    return tables.map((table): Table => ({
      ...table,
      columns: [...table.columns],
      defaultColumns: [...table.defaultColumns],
      id: formatTableId({ connection: connection.key, table: table.key, scope: table.scope }),
      sourceTitle: connection.name,
    })).map(({ key: _key, ...table }: Table & { key?: string }) => table);
  }));

  const tables: Table[] = [];
  const problems: SourceProblem[] = [];
  for (const [index, answer] of answers.entries()) {
    const connection = stored[index]!;
    if (answer.status === 'fulfilled') {
      tables.push(...answer.value);
      continue;
    }
    const error = toAppError(answer.reason);
    if (connection === HUBSPOT_CONNECTION || error.code === 'internal') throw error;
    context.log.warn({ portalId: asking.portalId, connection: connection.key, code: error.code }, 'connection did not list its tables');
    problems.push({ sourceTitle: connection.name, message: error.userMessage, fix: error.fix });
  }
  return { tables, problems };
}
