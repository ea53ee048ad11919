import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { findInstall } from './installs.store.ts';

/** Whether the portal has installed and not uninstalled since; a lost grant still counts. */
export async function hasInstall(context: Context, portalId: PortalId): Promise<boolean> {
  const install = await context.database.inPortal(portalId, (tx) => findInstall(tx, portalId));
  return install !== null && install.state !== 'uninstalled';
}
