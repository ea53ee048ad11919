import type { NamedPlace } from '#contract';
import type { Context } from '../context/index.ts';
import { toAppError } from '../core/errors/index.ts';
import { listConnections } from './connections.store.ts';
import { HUBSPOT_CONNECTION, openStored } from './open-connection.ts';
import type { Asking } from './open-connection.ts';
import { SOME_RECORD } from './some-record.ts';

/**
 * Every connection of the portal with all tables it has, unguarded: for admins, who make the rules about
 * them. A connection that does not answer comes with the reason and no tables. `asks`: only these connections.
 */
export async function listPlaces(context: Context, asking: Asking, asks: (connection: string) => boolean = () => true): Promise<NamedPlace[]> {
  const stored = [HUBSPOT_CONNECTION, ...(await context.database.inPortal(asking.portalId, listConnections))].filter(({ key }) => asks(key));
  return Promise.all(stored.map(async (connection) => {
    const { key, name } = connection;
    try {
      const { source, context: sourceContext } = await openStored(context, asking, connection);
      // One table may come for records, for the account and for being joined: a rule says that by itself.
      const tables = [...new Map((await source.tables(sourceContext, SOME_RECORD)).map((table) => [table.key, table])).values()];
      return { connection: key, title: name, problem: null, tables: tables.map((table) => ({ table: table.key, title: table.title, columns: table.columns.map((column) => ({ key: column.key, title: column.title })) })) };
    } catch (err) {
      const error = toAppError(err);
      context.log.warn({ portalId: asking.portalId, connection: key, code: error.code }, 'connection did not list its tables');
      return { connection: key, title: name, problem: error.userMessage, tables: [] };
    }
  }));
}
