import type { ListLinksResponse } from '#contract';
import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { linksOf } from './downloads.store.ts';

/** The links to a job's file that its owner was given, newest first, with how often each was opened and used. */
export async function listLinks(context: Context, { portalId, userId }: { portalId: PortalId; userId: string }, jobId: string): Promise<ListLinksResponse> {
  const rows = await context.database.inPortal(portalId, (tx) => linksOf(tx, { jobId, userId }));
  const links = rows.map(({ createdAt, expiresAt, revokedAt, opened, downloaded }) => ({
    createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString(), revokedAt: revokedAt?.toISOString() ?? null, opened, downloaded,
  }));
  return { links };
}
