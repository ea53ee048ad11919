import type { StopShareResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import { writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { endShare, findShareBy } from './shares.store.ts';

/** Ends a share of the caller's, with the links that were made for it; one whose mail waits is not mailed any more. Throws share.unknown. */
export async function stopShare(context: Context, { portalId, userId }: Caller, shareId: string): Promise<StopShareResponse> {
  return context.database.inPortal(portalId, async (tx) => {
    const share = await findShareBy(tx, userId, shareId);
    if (share === null) throw new AppError('share.unknown');
    const stopped = await endShare(tx, shareId, new Date(context.now()));
    if (stopped) await writeAudit(tx, portalId, { userId, action: 'share.stopped', subject: share.jobId, details: { shareId, with: share.recipientId } });
    return { stopped };
  });
}
