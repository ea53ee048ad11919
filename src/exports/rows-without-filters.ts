import type { OpenTable } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import type { StoredSheet } from './exports.store.ts';

/** A database counts within it what an export of minutes may wait for; more only delays its first row. */
const PATIENCE_MS = 10_000;

/**
 * How many rows the person may see without the filters of this export, so that those its rules left out are counted and not only missing.
 * Null where it has none, asks only for changes, or the source cannot say in time: the export goes on without.
 */
export async function rowsWithoutFilters(context: Context, { role }: StoredSheet, { source, context: asking, query }: OpenTable): Promise<number | null> {
  const countable = role.kind === 'table' && role.changes === undefined && query.filters.length > 0 && query.keys === undefined && query.table.capabilities.count;
  if (!countable) return null;
  try {
    return await source.count({ ...asking, signal: AbortSignal.any([asking.signal, AbortSignal.timeout(PATIENCE_MS)]) }, { ...query, filters: [] });
  } catch (err) {
    asking.signal.throwIfAborted();
    context.log.info({ portalId: asking.portalId, err }, 'rows outside the filters not counted');
    return null;
  }
}
