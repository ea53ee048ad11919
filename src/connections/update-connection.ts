import { NOBODY, writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { checkSettings } from './check-settings.ts';
import { findConnection, replaceConnection } from './connections.store.ts';
import { keepPassword } from './keep-password.ts';

/** `version`: the one the change was made from; without, the one that is found. */
export type ConnectionChange = { readonly key: string; readonly name: string; readonly config: unknown; readonly version?: number | undefined };

/**
 * Changes a connection. Its password may be left out and stays, unless host, port, user or certificate changed: then it
 * has to be entered again and nothing is saved without it (T40). Throws table.unknown for no such connection, connection.changed, request.invalid.
 */
export async function updateConnection(context: Context, portalId: PortalId, change: ConnectionChange, by: string = NOBODY): Promise<void> {
  const stored = await context.database.inPortal(portalId, (tx) => findConnection(tx, portalId, change.key));
  const source = context.sources.find((candidate) => candidate.key === stored?.sourceKey);
  if (stored === null || source === undefined) throw new AppError('table.unknown', { detail: `no connection ${change.key}` });

  const before: unknown = JSON.parse(await context.sealer.open(portalId, `connection:${stored.key}`, stored.sealedConfig));
  const settings = keepPassword(before, change.config);
  if (settings === null) {
    throw new AppError('request.invalid', { userMessage: 'The connection leads to another place now, so its password was not taken along.', fix: 'Enter the password for the new place.' });
  }
  const config = checkSettings(source, settings);
  const sealedConfig = await context.sealer.seal(portalId, `connection:${stored.key}`, JSON.stringify(config));
  await context.database.inPortal(portalId, async (tx) => {
    if (!(await replaceConnection(tx, portalId, change.version ?? stored.version, { key: stored.key, name: change.name, sourceKey: stored.sourceKey, sealedConfig }))) throw new AppError('connection.changed');
    await writeAudit(tx, portalId, { userId: by, action: 'connection.saved', subject: stored.key, details: { name: change.name, source: stored.sourceKey } });
  });
}
