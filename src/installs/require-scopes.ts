import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { findInstall } from './installs.store.ts';
import { reconnectUrl } from './reconnect-url.ts';

/** The scopes the portal has granted, as HubSpot told us at the last install. */
export async function grantedScopes(context: Context, portalId: PortalId): Promise<ReadonlySet<string>> {
  const install = await context.database.inPortal(portalId, (tx) => findInstall(tx, portalId));
  return new Set(install?.scopes ?? []);
}

/**
 * Refuses what the portal has not granted before HubSpot has to: calls that are known to fail are not sent (H8). Throws
 * hubspot.missing_scope with the link by which an admin grants it.
 */
export async function requireScopes(context: Context, portalId: PortalId, scopes: readonly string[]): Promise<void> {
  if (scopes.length === 0) return;
  const granted = await grantedScopes(context, portalId);
  const missing = scopes.filter((scope) => !granted.has(scope));
  if (missing.length === 0) return;
  throw new AppError('hubspot.missing_scope', {
    userMessage: 'Siderail was not given access to this in HubSpot.', fix: `Ask a HubSpot admin to connect Siderail again: ${reconnectUrl(context, portalId)}`,
    detail: `missing scopes ${missing.join(' ')}`,
  });
}
