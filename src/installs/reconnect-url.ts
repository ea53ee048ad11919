import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';

/** Where an admin connects this portal again, after a lost grant or for access that was added since. */
export function reconnectUrl(context: Context, portalId: PortalId): string {
  return `${context.settings.publicOrigin}/oauth/install?portalId=${portalId}`;
}
