import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { readInstallState } from './installs.store.ts';

/** Refuses a portal that has not installed, has uninstalled, or has lost its grant. */
export async function requireActive(context: Context, portalId: PortalId): Promise<void> {
  const state = await readInstallState(context.database, portalId);
  if (state === null || state === 'uninstalled') throw new AppError('portal.not_installed');
  if (state === 'needs_reauth') throw new AppError('portal.needs_reauth');
}
