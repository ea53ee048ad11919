import type { Context } from '../../context/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';
import { quotaExceeded, tooLargeForQuota } from './quota-error.ts';
import { findUsage } from './quota.store.ts';

/** Before an export is started: whether its file still fits beside the portal's others (T50). Throws quota.exceeded. */
export async function checkQuota(context: Context, portalId: PortalId, estimatedBytes: number): Promise<void> {
  const most = context.settings.portalBytes;
  if (estimatedBytes > most) throw tooLargeForQuota(estimatedBytes, most);
  const { finished, staged, nextExpiry } = await context.database.inPortal(portalId, findUsage);
  if (finished + staged + estimatedBytes > most) throw quotaExceeded(finished + staged, most, nextExpiry);
}
