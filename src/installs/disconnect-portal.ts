import { z } from 'zod';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { findGrant } from './installs.store.ts';
import type { HeldGrant } from './installs.store.ts';
import { uninstallPortal } from './uninstall-portal.ts';

const WITHIN_MS = 20_000;

/**
 * Takes the app out of a portal from our side: uninstalls it in HubSpot (which tells the admins), revokes the refresh
 * token and wipes everything. A grant that is lost already cannot be uninstalled with, and is only wiped. When HubSpot
 * does not answer, nothing is deleted, because the app would stay in HubSpot with nobody here to remove it. The caller
 * has checked that the person may do this. Throws portal.not_installed or hubspot.*.
 */
export async function disconnectPortal(context: Context, of: { readonly portalId: PortalId }): Promise<void> {
  const { portalId } = of;
  const grant = await context.database.inPortal(portalId, (tx) => findGrant(tx, portalId));
  if (grant === null || grant.state === 'uninstalled') throw new AppError('portal.not_installed');

  // Unsealed first: a refresh on the way to the uninstall does not change which token there is to revoke, it adds one.
  const refreshToken = await openRefreshToken(context, portalId, grant);
  if (grant.state === 'active') await uninstallInHubSpot(context, portalId);
  if (refreshToken !== null) await revoke(context, portalId, refreshToken);
  await uninstallPortal(context, { portalId, grantNo: grant.grantNo });
}

/** DELETE /appinstalls/…/external-install, required of certified apps since May 2026. */
async function uninstallInHubSpot(context: Context, portalId: PortalId): Promise<void> {
  try {
    await context.hubspot.call(portalId, {
      budget: 'objects', lane: 'person', method: 'DELETE', path: context.hubspot.paths.externalInstall(), repeatable: true,
      signal: AbortSignal.timeout(WITHIN_MS), schema: z.unknown(),
    });
  } catch (thrown) {
    // Uninstalled in HubSpot meanwhile, or the first try had its effect and only its answer was lost.
    if (thrown instanceof AppError && thrown.code === 'portal.needs_reauth') return;
    throw thrown;
  }
}

async function openRefreshToken(context: Context, portalId: PortalId, { sealedRefreshToken }: HeldGrant): Promise<string | null> {
  return sealedRefreshToken === null ? null : context.sealer.open(portalId, 'refresh_token', sealedRefreshToken);
}

/** An uninstall ends the tokens too; this is for the case that it did not. */
async function revoke(context: Context, portalId: PortalId, refreshToken: string): Promise<void> {
  await context.oauthClient.revoke(refreshToken).catch((err: unknown) => context.log.warn({ portalId, err }, 'refresh token not revoked'));
}
