import type { ListConnectionsResponse, SwitchConnectionRequest } from '#contract';
import type { Caller } from '../access/index.ts';
import { writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { requireAdmin } from '../policies/index.ts';
import { setDisabled } from './connections.store.ts';
import { showConnections } from './show-connections.ts';

/**
 * Switches a connection off or on. Off: cards name it as switched off, and an export that needs it fails by that name,
 * one that is reading at its next checkpoint; finished files stay. Throws access.admin_only, connection.unknown.
 */
export async function switchConnection(context: Context, caller: Caller, { key, on }: SwitchConnectionRequest, signal: AbortSignal): Promise<ListConnectionsResponse> {
  await requireAdmin(context, caller, signal);
  await context.database.inPortal(caller.portalId, async (tx) => {
    if (!(await setDisabled(tx, caller.portalId, key, on ? null : new Date(context.now())))) throw new AppError('connection.unknown', { detail: `no connection ${key}` });
    await writeAudit(tx, caller.portalId, { userId: caller.userId, action: on ? 'connection.enabled' : 'connection.disabled', subject: key, details: {} });
  });
  return showConnections(context, caller, signal);
}
