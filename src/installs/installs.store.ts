import type { Install as InstallRow } from '../core/db/generated/client.ts';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';

export type { InstallRow };

export async function findInstall(tx: Tx, portalId: PortalId): Promise<InstallRow | null> {
  return tx.install.findUnique({ where: { portalId: BigInt(portalId) } });
}

/** Locks the portal's grant until the transaction ends: one refresh at a time, over all processes (F31). */
export async function lockInstall(tx: Tx, portalId: PortalId): Promise<InstallRow | null> {
  await tx.$queryRaw`select portal_id from installs where portal_id = ${BigInt(portalId)} for update`;
  return findInstall(tx, portalId);
}

export type Grant = { readonly sealedAccessToken: string; readonly sealedRefreshToken: string; readonly accessExpiresAt: Date };

export async function saveInstall(tx: Tx, portalId: PortalId, grant: Grant & { scopes: string[]; installedByUserId: string; now: Date }): Promise<void> {
  const { now, ...fields } = grant;
  const data = { ...fields, state: 'active', updatedAt: now };
  await tx.install.upsert({
    where: { portalId: BigInt(portalId) },
    create: { ...data, portalId: BigInt(portalId), timeZone: 'UTC', currency: 'USD', uiDomain: 'app.hubspot.com', installedAt: now },
    update: data,
  });
}

export async function saveGrant(tx: Tx, portalId: PortalId, grant: Grant, now: Date): Promise<void> {
  await tx.install.update({ where: { portalId: BigInt(portalId) }, data: { ...grant, state: 'active', updatedAt: now } });
}

export async function saveAccount(tx: Tx, portalId: PortalId, account: { timeZone: string; currency: string; uiDomain: string }): Promise<void> {
  await tx.install.update({ where: { portalId: BigInt(portalId) }, data: account });
}

export async function setInstallState(tx: Tx, portalId: PortalId, state: 'needs_reauth', now: Date): Promise<void> {
  await tx.install.update({ where: { portalId: BigInt(portalId) }, data: { state, updatedAt: now } });
}

export async function insertState(tx: Tx, state: { stateHash: string; browserHash: string; expiresAt: Date }): Promise<void> {
  await tx.oauthState.create({ data: state });
}

/** Uses a state up: true once, for the browser that began, before it runs out. */
export async function useState(tx: Tx, stateHash: string, browserHash: string, now: Date): Promise<boolean> {
  const used = await tx.oauthState.updateMany({ where: { stateHash, browserHash, usedAt: null, expiresAt: { gt: now } }, data: { usedAt: now } });
  return used.count === 1;
}
