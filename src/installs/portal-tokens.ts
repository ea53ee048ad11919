import type { Sealer } from '../core/crypto/sealer.ts';
import type { Database, Tx } from '../core/db/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import type { Sleep } from '../core/time/clock.ts';
import type { TokenSource } from '../hubspot/index.ts';
import { countFailure, lockGrant, loseGrant, readGrant, saveGrant } from './installs.store.ts';
import type { HeldGrant } from './installs.store.ts';
import { sealGrant } from './seal-grant.ts';
import type { TokenClient } from './token-client.ts';

/** A token this close to its end is renewed first: a 401 must not be how we learn of it (certification). */
const EARLY_SECONDS = 120;
/** A token with more than this left is used on when HubSpot does not answer a refresh, and not every call asks anew. */
const GOOD_SECONDS = 10;
const ASK_AGAIN_SECONDS = 15;
/** HubSpot must say twice, this far apart, that a grant is gone: once may be a mistake of the moment (F33). */
const SURE_MS = 1_000;

export type PortalTokensOptions = {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly client: Pick<TokenClient, 'refresh'>;
  readonly sleep: Sleep;
  /** Called in the transaction in which a grant turns out to be lost, once per grant. */
  readonly onLost: (tx: Tx, portalId: PortalId, grant: HeldGrant) => Promise<void>;
};

/** A token that nears its end is still good while HubSpot does not answer; one that was refused is not. */
type Why = 'early' | 'refused';

type Usable = HeldGrant & { readonly sealedAccessToken: string; readonly sealedRefreshToken: string };

/**
 * The portal's access token, renewed before it runs out. One refresh per portal at a time over all processes: the row
 * lock is held while HubSpot answers, and whoever waited finds the new token in the row. A process that dies lets go of
 * the lock with its connection; the old tokens are in the row until new ones are committed (F32, T27).
 */
export function createPortalTokens(options: PortalTokensOptions): TokenSource {
  const { database, sealer } = options;
  /** Callers of this process share one refresh, so that they do not wait on all its database connections. */
  const running = new Map<PortalId, Promise<string>>();

  async function open(portalId: PortalId, grant: Usable): Promise<string> {
    return sealer.open(portalId, 'access_token', grant.sealedAccessToken);
  }

  async function accessToken(portalId: PortalId): Promise<string> {
    const grant = usable(await readGrant(database, portalId));
    if (grant.secondsLeft > EARLY_SECONDS || restsAfterFailure(grant)) return open(portalId, grant);
    return share(portalId, () => renew(portalId, grant, 'early', async (locked) => locked.secondsLeft <= EARLY_SECONDS));
  }

  async function refreshAfterExpiry(portalId: PortalId, usedToken: string): Promise<string> {
    const others = await running.get(portalId)?.catch(() => usedToken);
    if (others !== undefined && others !== usedToken) return others;
    const grant = usable(await readGrant(database, portalId));
    return share(portalId, () => renew(portalId, grant, 'refused', async (locked) => (await open(portalId, locked)) === usedToken));
  }

  async function share(portalId: PortalId, work: () => Promise<string>): Promise<string> {
    const shared = running.get(portalId) ?? work().finally(() => running.delete(portalId));
    running.set(portalId, shared);
    return shared;
  }

  /** Refreshes when `isStale` still holds under the lock; another process may have done it meanwhile. */
  async function renew(portalId: PortalId, seen: HeldGrant, why: Why, isStale: (locked: Usable) => Promise<boolean>): Promise<string> {
    const outcome = await database.inPortal(portalId, async (tx): Promise<string | AppError> => {
      const locked = usable(await lockGrant(tx, portalId));
      if (!(await isStale(locked))) return open(portalId, locked);
      // Somebody else has just asked in vain while this one waited for the lock.
      if (locked.refreshFailures > seen.refreshFailures) return new AppError('hubspot.unavailable', { detail: 'token endpoint not reached by another process' });
      return refresh(tx, portalId, locked, why);
    });
    if (typeof outcome === 'string') return outcome;
    throw outcome;
  }

  /** A new token, or the old one while it is good, or the error; what was found out is committed in each case. */
  async function refresh(tx: Tx, portalId: PortalId, locked: Usable, why: Why): Promise<string | AppError> {
    try {
      const fresh = await askSurely(await sealer.open(portalId, 'refresh_token', locked.sealedRefreshToken));
      await saveGrant(tx, portalId, await sealGrant(sealer, portalId, fresh));
      return fresh.accessToken;
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      if (thrown.code === 'portal.needs_reauth') {
        await loseGrant(tx, portalId);
        await options.onLost(tx, portalId, locked);
        return thrown;
      }
      await countFailure(tx, portalId);
      return why === 'early' && locked.secondsLeft > GOOD_SECONDS ? open(portalId, locked) : thrown;
    }
  }

  async function askSurely(refreshToken: string): ReturnType<TokenClient['refresh']> {
    try {
      return await options.client.refresh(refreshToken);
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code !== 'portal.needs_reauth') throw thrown;
      await options.sleep(SURE_MS);
      return options.client.refresh(refreshToken);
    }
  }

  /** Only while the refused token is still the portal's: a new grant that came meanwhile is not touched (F36). */
  async function markNeedsReauth(portalId: PortalId, usedToken?: string): Promise<void> {
    await database.inPortal(portalId, async (tx) => {
      const locked = await lockGrant(tx, portalId);
      if (!isUsable(locked) || (usedToken !== undefined && (await open(portalId, locked)) !== usedToken)) return;
      await loseGrant(tx, portalId);
      await options.onLost(tx, portalId, locked);
    });
  }

  return { accessToken, refreshAfterExpiry, markNeedsReauth };
}

function restsAfterFailure({ secondsLeft, failedSecondsAgo }: HeldGrant): boolean {
  return secondsLeft > GOOD_SECONDS && failedSecondsAgo !== null && failedSecondsAgo < ASK_AGAIN_SECONDS;
}

function isUsable(grant: HeldGrant | null): grant is Usable {
  return grant !== null && grant.state === 'active' && grant.sealedAccessToken !== null && grant.sealedRefreshToken !== null;
}

function usable(grant: HeldGrant | null): Usable {
  if (isUsable(grant)) return grant;
  throw new AppError(grant?.state === 'needs_reauth' ? 'portal.needs_reauth' : 'portal.not_installed');
}
