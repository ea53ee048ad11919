import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { findShareLack, sharedFileRefused } from '../policies/index.ts';
import { findOpenShare } from './downloads.store.ts';

type Share = { readonly portalId: PortalId; readonly shareId: string; readonly userId: string };

/**
 * Asked before a link to a shared file is made and at each of its uses: does the share still hold, and may both of them still have
 * the file? Throws share.unknown, access.refused.
 */
export async function requireShared(context: Context, { portalId, shareId, userId }: Share, signal: AbortSignal): Promise<void> {
  const share = await context.database.inPortal(portalId, (tx) => findOpenShare(tx, shareId, new Date(context.now())));
  if (share === null || share.recipientId !== userId) throw new AppError('share.unknown');
  const lack = await findShareLack(context, { portalId, ...share }, signal);
  if (lack !== null) throw sharedFileRefused(lack);
}
