import type { ListConnectionsResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { requireAdmin } from '../policies/index.ts';
import { readAddress } from './address.ts';
import { listConnections } from './connections.store.ts';
import { unsealSettings } from './stored-settings.ts';

/** The portal's connections as its admins may see them: everything but the password. Throws access.admin_only. */
export async function showConnections(context: Context, caller: Caller, signal: AbortSignal): Promise<ListConnectionsResponse> {
  await requireAdmin(context, caller, signal);
  const connections = [];
  for (const stored of await context.database.inPortal(caller.portalId, listConnections)) {
    if (stored.sourceKey !== 'postgres' && stored.sourceKey !== 'mysql') continue;
    const { url, tables } = await unsealSettings(context, caller.portalId, stored);
    connections.push({
      key: stored.key,
      name: stored.name,
      sourceTitle: context.sources.find(({ key }) => key === stored.sourceKey)?.title ?? stored.sourceKey,
      address: readAddress(stored.sourceKey, url),
      tables: tables.map(({ key, title, portal, links }) => ({ key, title, portal, records: links.map(({ objectTypeId }) => objectTypeId) })),
      version: stored.version,
      disabledAt: stored.disabledAt?.toISOString() ?? null,
    });
  }
  return { connections };
}
