import type { TableChangesRequest, TableChangesResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import { watchedType } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import { requireTableRight } from '../policies/index.ts';
import { newestChangeOfRows, newestChangeOfType } from './changes.store.ts';

/** HubSpot's clock and ours may differ by this much. */
const SKEW_MS = 2_000;

/**
 * Whether HubSpot told us of a change to the table on screen since it was read; asks our own database only. Of a
 * record's table it knows the rows on screen and what is linked to the record; of a whole account's table, every record.
 */
export async function tableChanges(context: Context, caller: Caller, request: TableChangesRequest, signal: AbortSignal): Promise<TableChangesResponse> {
  const table = watchedType(context, request.query.tableId);
  if (table === null) return { watched: false, changedAt: null };
  const { rights } = await requireTableRight(context, caller, request.query.tableId, 'view', signal);
  // What is noted of a change says nothing of owners: whoever may use their own records only would learn of others'.
  if (rights.rows === 'own') return { watched: false, changedAt: null };
  const { portalId } = caller;
  const since = new Date(Date.parse(request.asOf) - SKEW_MS);
  const changedAt = await context.database.inPortal(portalId, (tx) => (table.scope === 'portal'
    ? newestChangeOfType(tx, portalId, table.objectTypeId, since)
    : newestChangeOfRows(tx, portalId, { objectTypeId: table.objectTypeId, objectIds: request.rows, record: request.query.record, since })));
  return { watched: true, changedAt: changedAt?.toISOString() ?? null };
}
