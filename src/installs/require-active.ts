import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { findInstall } from './installs.store.ts';

/** Refuses a portal that has not installed, has uninstalled, or has lost its grant. */
export async function requireActive(context: Context, portalId: PortalId): Promise<void> {
  const install = await context.database.inPortal(portalId, (tx) => findInstall(tx, portalId));
  if (install === null || install.state === 'uninstalled') throw new AppError('portal.not_installed');
  if (install.state === 'needs_reauth') throw new AppError('portal.needs_reauth');
}
