import type { Context } from '../context/index.ts';
import { NOBODY, writeAudit } from '../audit/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { checkSettings } from './check-settings.ts';
import { saveConnection } from './connections.store.ts';

export type NewConnection = { readonly key: string; readonly name: string; readonly sourceKey: string; readonly config: unknown };

/** Checks the settings against the source's own shape and keeps them sealed; the same key replaces. Throws request.invalid. */
export async function addConnection(context: Context, portalId: PortalId, connection: NewConnection, by: string = NOBODY): Promise<void> {
  const source = context.sources.find((candidate) => candidate.key === connection.sourceKey);
  if (source === undefined || source.key === 'hubspot') {
    throw new AppError('request.invalid', { userMessage: `There is no source called ${connection.sourceKey}.`, fix: 'Use one of the listed sources.' });
  }
  const config = checkSettings(source, connection.config);

  const sealedConfig = await context.sealer.seal(portalId, `connection:${connection.key}`, JSON.stringify(config));
  await context.database.inPortal(portalId, async (tx) => {
    await saveConnection(tx, portalId, context.newId(), { key: connection.key, name: connection.name, sourceKey: source.key, sealedConfig });
    await writeAudit(tx, portalId, { userId: by, action: 'connection.saved', subject: connection.key, details: { name: connection.name, source: source.key } });
  });
}
