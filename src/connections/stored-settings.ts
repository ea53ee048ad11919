import { z } from 'zod';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { findConnection } from './connections.store.ts';
import type { StoredConnection } from './connections.store.ts';

const Link = z.looseObject({
  objectTypeId: z.enum(['0-1', '0-2', '0-3', '0-5']),
  property: z.string(),
  take: z.enum(['value', 'email_domain']).default('value'),
  column: z.string(),
  idProperty: z.string().optional(),
  through: z.looseObject({ schema: z.string().optional(), table: z.string(), key: z.string(), match: z.string() }).optional(),
});
const Table = z.looseObject({
  key: z.string(), title: z.string(), schema: z.string().optional(), table: z.string(), rowKey: z.string(), portal: z.boolean().default(false), links: z.array(Link).default([]),
  columns: z.array(z.looseObject({ column: z.string(), currencyColumn: z.string().optional() })).optional(),
  defaultColumns: z.array(z.string()).optional(),
  defaultSort: z.looseObject({ column: z.string() }).optional(),
});
const Settings = z.looseObject({ url: z.string(), tables: z.array(Table) });
export type StoredSettings = z.infer<typeof Settings>;
/** A table of a database's settings, as every kind of database has it. */
export type StoredTable = StoredSettings['tables'][number];

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
