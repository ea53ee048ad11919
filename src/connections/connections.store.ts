import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';

export type StoredConnection = { readonly key: string; readonly sourceKey: string; readonly name: string; readonly sealedConfig: string };

export async function listConnections(tx: Tx): Promise<StoredConnection[]> {
  return tx.connection.findMany({ orderBy: [{ createdAt: 'asc' }, { key: 'asc' }] });
}

export async function findConnection(tx: Tx, portalId: PortalId, key: string): Promise<StoredConnection | null> {
  return tx.connection.findUnique({ where: { portalId_key: { portalId: BigInt(portalId), key } } });
}

export async function saveConnection(tx: Tx, portalId: PortalId, id: string, connection: StoredConnection): Promise<void> {
  const { key, ...rest } = connection;
  await tx.connection.upsert({
    where: { portalId_key: { portalId: BigInt(portalId), key } },
    create: { id, portalId: BigInt(portalId), key, ...rest },
    update: rest,
  });
}
