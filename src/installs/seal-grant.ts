import type { Sealer } from '../core/crypto/sealer.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import type { SealedGrant } from './installs.store.ts';

/** Tokens as they are stored: sealed, each bound to this portal and its own field. */
export async function sealGrant(
  sealer: Sealer,
  portalId: PortalId,
  tokens: { readonly accessToken: string; readonly refreshToken: string; readonly expiresInSeconds: number },
): Promise<SealedGrant> {
  return {
    sealedAccessToken: await sealer.seal(portalId, 'access_token', tokens.accessToken),
    sealedRefreshToken: await sealer.seal(portalId, 'refresh_token', tokens.refreshToken),
    expiresInSeconds: tokens.expiresInSeconds,
  };
}
