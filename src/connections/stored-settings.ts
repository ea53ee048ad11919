import { z } from 'zod';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { findConnection } from './connections.store.ts';
import type { StoredConnection } from './connections.store.ts';

const Settings = z.looseObject({
  url: z.string(),
  tables: z.array(z.looseObject({ key: z.string(), title: z.string(), portal: z.boolean().default(false), links: z.array(z.looseObject({ objectTypeId: z.string() })).default([]) })),
});
export type StoredSettings = z.infer<typeof Settings>;

/** Settings of a database as they are stored, secrets included: never to be answered as they are. */
export async function unsealSettings(context: Context, portalId: PortalId, stored: StoredConnection): Promise<StoredSettings> {
  return Settings.parse(JSON.parse(await context.sealer.open(portalId, `connection:${stored.key}`, stored.sealedConfig)));
}

/** The portal's connection by key, with its settings. Throws connection.unknown, also for another portal's. */
export async function storedSettings(context: Context, portalId: PortalId, key: string): Promise<{ readonly stored: StoredConnection; readonly settings: StoredSettings }> {
  const stored = await context.database.inPortal(portalId, (tx) => findConnection(tx, portalId, key));
  if (stored === null) throw new AppError('connection.unknown', { detail: `no connection ${key}` });
  return { stored, settings: await unsealSettings(context, portalId, stored) };
}
