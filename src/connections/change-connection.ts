import type { ListConnectionsResponse, UpdateConnectionRequest } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { requireAdmin } from '../policies/index.ts';
import { formatAddress } from './address.ts';
import { showConnections } from './show-connections.ts';
import { storedSettings } from './stored-settings.ts';
import { updateConnection } from './update-connection.ts';

/** An admin's change of name or place; another place needs its password again (T40). Throws access.admin_only, connection.unknown, connection.changed, request.invalid. */
export async function changeConnection(context: Context, caller: Caller, { key, name, address, version }: UpdateConnectionRequest, signal: AbortSignal): Promise<ListConnectionsResponse> {
  await requireAdmin(context, caller, signal);
  const { stored, settings } = await storedSettings(context, caller.portalId, key);
  if (stored.sourceKey !== address.sourceKey) throw new AppError('request.invalid', { userMessage: 'A connection cannot become one of another kind.', fix: 'Add a new connection.' });
  // The settings that were read, and no newer ones: what another admin has saved since is not written over.
  await updateConnection(context, caller.portalId, { key, name, version: version ?? stored.version, config: { ...settings, url: formatAddress(address) } }, caller.userId);
  return showConnections(context, caller, signal);
}
