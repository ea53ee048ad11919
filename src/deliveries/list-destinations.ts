import type { ListDestinationsResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { grantedScopes } from '../installs/index.ts';
import { isAdmin } from '../policies/index.ts';
import { listDestinations as listRows, listLast } from './deliveries.store.ts';
import { showDestination } from './show-destination.ts';

/** The portal's destinations: all of them for an admin, the active ones for everybody else. */
export async function listDestinations(context: Context, caller: Caller, signal: AbortSignal): Promise<ListDestinationsResponse> {
  const admin = await isAdmin(context, caller, signal);
  const granted = await grantedScopes(context, caller.portalId);
  const { rows, last } = await context.database.inPortal(caller.portalId, async (tx) => ({ rows: await listRows(tx, { onlyActive: !admin }), last: admin ? await listLast(tx) : new Map() }));
  return { destinations: rows.map((row) => showDestination(row, granted, admin, last.get(row.id) ?? null)), admin };
}
