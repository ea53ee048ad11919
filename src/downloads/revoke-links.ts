import type { RevokeLinksResponse } from '#contract';
import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { revokeLinksOf } from './downloads.store.ts';

/** Ends every link to a job's file that its owner was given, the mailed ones too. The caller has checked that the job is theirs. */
export async function revokeLinks(context: Context, { portalId, userId }: { portalId: PortalId; userId: string }, jobId: string): Promise<RevokeLinksResponse> {
  const revoked = await context.database.inPortal(portalId, (tx) => revokeLinksOf(tx, portalId, { jobId, userId, now: new Date(context.now()) }));
  return { revoked };
}
