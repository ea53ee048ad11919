import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { findGrant } from './installs.store.ts';
import type { TokenClient, Tokens } from './token-client.ts';

/** `kept`: the account had the app before, with a grant that works or one that was lost, and has it as it was. `removed`: the app is gone from it. `left`: HubSpot did not take it out. */
export type GivenBack = 'kept' | 'removed' | 'left';

/**
 * Ends a grant that is not wanted, here or at HubSpot. Where we hold the account's data already, only the new token ends: to
 * uninstall would delete them. Elsewhere the app is uninstalled, which HubSpot tells the admins: it would stay there with nobody
 * here to remove it. Revoking a refresh token alone uninstalls nothing, and the access token made of it lives on
 * (https://developers.hubspot.com/docs/api-reference/latest/app-management/app-uninstalls/guide, read November 2026). Never throws.
 */
export async function giveBack(context: Context, client: TokenClient, portalId: PortalId, tokens: Tokens): Promise<GivenBack> {
  const held = await context.database.inPortal(portalId, (tx) => findGrant(tx, portalId));
  const known = held !== null && held.state !== 'uninstalled';
  const removed = !known && (await succeeds(context, portalId, () => client.uninstall(context.hubspot.paths.externalInstall(), tokens.accessToken)));
  const stored = held?.sealedRefreshToken == null ? null : await context.sealer.open(portalId, 'refresh_token', held.sealedRefreshToken).catch(() => null);
  // HubSpot may give the token again that the account is connected by.
  if (!(known && stored === tokens.refreshToken)) await succeeds(context, portalId, () => client.revoke(tokens.refreshToken));
  if (known) return 'kept';
  return removed ? 'removed' : 'left';
}

async function succeeds(context: Context, portalId: PortalId, step: () => Promise<void>): Promise<boolean> {
  try {
    await step();
    return true;
  } catch (err) {
    context.log.warn({ portalId, err }, 'unwanted grant not given back');
    return false;
  }
}
