import { countAudit, writeAudit } from '../audit/index.ts';
import type { Database, Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';

export type StoredConnection = { readonly key: string; readonly sourceKey: string; readonly name: string; readonly sealedConfig: string; readonly disabledAt: Date | null; readonly version: number };

/** What a form can change of it; whether it is on is a switch of its own. */
export type SavedConnection = Omit<StoredConnection, 'disabledAt' | 'version'>;

export async function listConnections(tx: Tx): Promise<StoredConnection[]> {
  return tx.connection.findMany({ orderBy: [{ createdAt: 'asc' }, { key: 'asc' }] });
}

export async function findConnection(tx: Tx, portalId: PortalId, key: string): Promise<StoredConnection | null> {
  return tx.connection.findUnique({ where: { portalId_key: { portalId: BigInt(portalId), key } } });
}

const BY_KEY = `select key, source_key as "sourceKey", name, sealed_config as "sealedConfig", disabled_at as "disabledAt", version from connections where portal_id = $1 and key = $2`;

/** The same in one round trip, for card requests. */
export async function readConnection(database: Database, portalId: PortalId, key: string): Promise<StoredConnection | null> {
  const [found] = await database.readInPortal<StoredConnection>(portalId, BY_KEY, [portalId, key]);
  return found ?? null;
}

/** Takes one of the portal's tests of connections and writes it to the audit log; false when it has had all of them. */
export async function takeTestTurn(tx: Tx, portalId: PortalId, userId: string, { since, most }: { readonly since: Date; readonly most: number }): Promise<boolean> {
  // One at a time: two that count together would both find the last turn free.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('connection.tested'), hashtext(${portalId}))`;
  if (await countAudit(tx, 'connection.tested', since) >= most) return false;
  await writeAudit(tx, portalId, { userId, action: 'connection.tested', subject: 'connection', details: {} });
  return true;
}

export async function saveConnection(tx: Tx, portalId: PortalId, id: string, connection: SavedConnection): Promise<void> {
  const { key, ...rest } = connection;
  await tx.connection.upsert({
    where: { portalId_key: { portalId: BigInt(portalId), key } },
    create: { id, portalId: BigInt(portalId), key, ...rest },
    update: { ...rest, version: { increment: 1 } },
  });
}

/** Replaces a connection's settings when `version` is still the current one; false otherwise. */
export async function replaceConnection(tx: Tx, portalId: PortalId, version: number, { key, ...rest }: SavedConnection): Promise<boolean> {
  const { count } = await tx.connection.updateMany({ where: { portalId: BigInt(portalId), key, version }, data: { ...rest, version: version + 1 } });
  return count === 1;
}

/** The name of one of these connections that is switched off; null when all are on. */
export async function findDisabled(tx: Tx, portalId: PortalId, keys: readonly string[]): Promise<string | null> {
  const [off] = await tx.$queryRaw<{ name: string }[]>`select name from connections where portal_id = ${BigInt(portalId)} and key = any (${[...keys]}) and disabled_at is not null limit 1`;
  return off?.name ?? null;
}

/** Switches a connection off at this time, or on with null; false when there is no such connection. */
export async function setDisabled(tx: Tx, portalId: PortalId, key: string, at: Date | null): Promise<boolean> {
  const { count } = await tx.connection.updateMany({ where: { portalId: BigInt(portalId), key }, data: { disabledAt: at } });
  return count > 0;
}

/** How many connections the portal has, and how many of them are on. */
export async function countConnections(tx: Tx): Promise<{ readonly all: number; readonly on: number }> {
  return { all: await tx.connection.count(), on: await tx.connection.count({ where: { disabledAt: null } }) };
}
