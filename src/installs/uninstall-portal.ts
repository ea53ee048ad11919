import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { endInstall } from './wipe/wipe.store.ts';
import { wipePortal } from './wipe/wipe-portal.ts';

/**
 * What follows when a portal has uninstalled the app, however we learned of it: its jobs end at once, cancelled, with
 * no file and no mail, its tokens are gone with the same commit, and everything else is deleted now. What a crash
 * leaves undone the sweep takes up. `happenedAt`: when HubSpot says it was; a grant newer than that stays. False when
 * the portal is not installed, or installed again since.
 */
export async function uninstallPortal(context: Context, of: { readonly portalId: PortalId; readonly happenedAt?: Date; readonly grantNo?: number }): Promise<boolean> {
  const { portalId, happenedAt, grantNo } = of;
  const ended = await context.database.inPortal(portalId, (tx) => endInstall(tx, portalId, {
    ...(happenedAt === undefined ? {} : { grantedAfter: happenedAt }), ...(grantNo === undefined ? {} : { grantNo }),
  }));
  if (!ended) return false;
  context.crashPoint('uninstall-saved');
  await wipePortal(context, portalId, 'data');
  context.log.info({ portalId }, 'uninstalled and wiped');
  return true;
}
