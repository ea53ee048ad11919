import type { Sealer } from '../core/crypto/sealer.ts';
import type { Database } from '../core/db/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import type { Clock } from '../core/time/clock.ts';
import type { TokenSource } from '../hubspot/index.ts';
import { findInstall, lockInstall, saveGrant, setInstallState } from './installs.store.ts';
import type { InstallRow } from './installs.store.ts';
import type { TokenClient } from './token-client.ts';

/** A token this close to its end is renewed first: a 401 must not be how we learn of it (certification). */
const EARLY_MS = 120_000;

/**
 * The portal's access token, renewed before it runs out. One refresh per portal at a time over all processes: the
 * row lock is held while HubSpot answers, and whoever waited finds the new token in the row.
 */
export function createPortalTokens(deps: { readonly database: Database; readonly sealer: Sealer; readonly client: TokenClient; readonly now: Clock }): TokenSource {
  const { database, sealer, client, now } = deps;

  async function open(portalId: PortalId, row: InstallRow): Promise<string> {
    return sealer.open(portalId, 'access_token', row.sealedAccessToken!);
  }

  async function accessToken(portalId: PortalId): Promise<string> {
    const row = usable(await database.inPortal(portalId, (tx) => findInstall(tx, portalId)));
    if (row.accessExpiresAt.getTime() - now() > EARLY_MS) return open(portalId, row);
    return renew(portalId, async (locked) => locked.accessExpiresAt.getTime() - now() <= EARLY_MS);
  }

  async function refreshAfterExpiry(portalId: PortalId, usedToken: string): Promise<string> {
    return renew(portalId, async (locked) => (await open(portalId, locked)) === usedToken);
  }

  /** Refreshes when `isStale` still holds under the lock; another process may have done it meanwhile. */
  async function renew(portalId: PortalId, isStale: (locked: InstallRow) => Promise<boolean>): Promise<string> {
    try {
      return await database.inPortal(portalId, async (tx) => {
        const locked = usable(await lockInstall(tx, portalId));
        if (!(await isStale(locked))) return open(portalId, locked);
        const fresh = await client.refresh(await sealer.open(portalId, 'refresh_token', locked.sealedRefreshToken!));
        await saveGrant(tx, portalId, await sealGrant(sealer, portalId, fresh, now()), new Date(now()));
        return fresh.accessToken;
      });
    } catch (error) {
      if (error instanceof AppError && error.code === 'portal.needs_reauth') await markNeedsReauth(portalId);
      throw error;
    }
  }

  async function markNeedsReauth(portalId: PortalId): Promise<void> {
    await database.inPortal(portalId, (tx) => setInstallState(tx, portalId, 'needs_reauth', new Date(now())));
  }

  return { accessToken, refreshAfterExpiry, markNeedsReauth };
}

function usable(row: InstallRow | null): InstallRow {
  if (row === null || row.state === 'uninstalled' || row.sealedAccessToken === null || row.sealedRefreshToken === null) {
    throw new AppError('portal.not_installed');
  }
  if (row.state === 'needs_reauth') throw new AppError('portal.needs_reauth');
  return row;
}

/** Tokens as they are stored: sealed, each bound to this portal and its own field. */
export async function sealGrant(
  sealer: Sealer,
  portalId: PortalId,
  tokens: { accessToken: string; refreshToken: string; expiresInSeconds: number },
  now: number,
): Promise<{ sealedAccessToken: string; sealedRefreshToken: string; accessExpiresAt: Date }> {
  return {
    sealedAccessToken: await sealer.seal(portalId, 'access_token', tokens.accessToken),
    sealedRefreshToken: await sealer.seal(portalId, 'refresh_token', tokens.refreshToken),
    accessExpiresAt: new Date(now + tokens.expiresInSeconds * 1000),
  };
}
