import type { NamedPlace } from '#contract';
import type { Context } from '../context/index.ts';
import { toAppError } from '../core/errors/index.ts';
import { listConnections } from './connections.store.ts';
import { HUBSPOT_CONNECTION, openStored } from './open-connection.ts';
import type { Asking } from './open-connection.ts';

/**
 * Every connection of the portal with the whole account's tables it has, unguarded: for admins, who make the rules about
 * them. A connection that does not answer comes with the reason and no tables.
 */
export async function listPlaces(context: Context, asking: Asking): Promise<NamedPlace[]> {
  const stored = [HUBSPOT_CONNECTION, ...(await context.database.inPortal(asking.portalId, listConnections))];
  return Promise.all(stored.map(async (connection) => {
    const { key, name } = connection;
    try {
      const { source, context: sourceContext } = await openStored(context, asking, connection);
      const tables = await source.tables(sourceContext, null);
      return { connection: key, title: name, problem: null, tables: tables.map((table) => ({ table: table.key, title: table.title, columns: table.columns.map((column) => ({ key: column.key, title: column.title })) })) };
    } catch (err) {
      const error = toAppError(err);
      context.log.warn({ portalId: asking.portalId, connection: key, code: error.code }, 'connection did not list its tables');
      return { connection: key, title: name, problem: error.userMessage, tables: [] };
    }
  }));
}
