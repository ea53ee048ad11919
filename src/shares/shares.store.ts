import type { Tx } from '../core/db/index.ts';
import type { FileShare } from '../core/db/generated/client.ts';
import type { PortalId } from '../core/ids/portal-id.ts';

export type ShareRow = FileShare;
export type NewShareRow = Omit<FileShare, 'portalId' | 'round' | 'endedAt'>;

/**
 * Begins a share: a new one, or again one that was stopped; `fresh`: this very request has done so. Of two at once one does; a
 * repeat of the request that shared before begins nothing, even after a stop. Null: the request id shares something else.
 */
export async function beginShare(tx: Tx, portalId: PortalId, share: NewShareRow): Promise<{ readonly share: ShareRow; readonly fresh: boolean } | null> {
  const { id: _new, jobId, recipientId, ...again } = share;
  const other = await tx.fileShare.findFirst({ where: { sharedBy: share.sharedBy, requestId: share.requestId, NOT: { jobId, recipientId } }, select: { id: true } });
  if (other !== null) return null;
  const made = await tx.fileShare.createMany({ data: [{ ...share, portalId: BigInt(portalId) }], skipDuplicates: true });
  const begun = made.count === 1 ? made : await tx.fileShare.updateMany({
    where: { jobId, recipientId, endedAt: { not: null }, requestId: { not: share.requestId } },
    data: { ...again, endedAt: null, round: { increment: 1 } },
  });
  const row = await tx.fileShare.findUnique({ where: { jobId_recipientId: { jobId, recipientId } } });
  return row === null ? null : { share: row, fresh: begun.count === 1 };
}

/** With whom a file is shared now, oldest first. */
export async function findSharesOf(tx: Tx, jobId: string): Promise<ShareRow[]> {
  return tx.fileShare.findMany({ where: { jobId, endedAt: null }, orderBy: [{ sharedAt: 'asc' }, { id: 'asc' }] });
}

/** One that this person began, stopped or not. */
export async function findShareBy(tx: Tx, sharedBy: string, id: string): Promise<ShareRow | null> {
  return tx.fileShare.findFirst({ where: { id, sharedBy } });
}

/** One that holds, with this person. */
export async function findShareWith(tx: Tx, recipientId: string, id: string): Promise<ShareRow | null> {
  return tx.fileShare.findFirst({ where: { id, recipientId, endedAt: null } });
}

/** Shares with this person whose files are there, newest first; with `before`, those behind that one of theirs. An id that is not theirs has nothing behind it. */
export async function findSharesWith(tx: Tx, recipientId: string, { before, now, limit }: { readonly before: string | undefined; readonly now: Date; readonly limit: number }): Promise<ShareRow[]> {
  const from = before === undefined ? undefined : await tx.fileShare.findFirst({ where: { id: before, recipientId }, select: { id: true, sharedAt: true } });
  if (from === null) return [];
  const older = from === undefined ? {} : { OR: [{ sharedAt: { lt: from.sharedAt } }, { sharedAt: from.sharedAt, id: { lt: from.id } }] };
  return tx.fileShare.findMany({
    where: { recipientId, endedAt: null, job: { artifact: { deletedAt: null, expiresAt: { gt: now } } }, ...older },
    orderBy: [{ sharedAt: 'desc' }, { id: 'desc' }], take: limit,
  });
}

/** Ends a share and the links that were made for it; false when it had ended. */
export async function endShare(tx: Tx, id: string, at: Date): Promise<boolean> {
  const { count } = await tx.fileShare.updateMany({ where: { id, endedAt: null }, data: { endedAt: at } });
  await tx.downloadLink.updateMany({ where: { shareId: id, revokedAt: null }, data: { revokedAt: at } });
  return count === 1;
}

/** How often the links of these shares were looked at and used, since each began. */
export async function countUses(tx: Tx, shares: readonly ShareRow[]): Promise<Map<string, { readonly opened: number; readonly downloaded: number }>> {
  const links = await tx.downloadLink.findMany({ where: { shareId: { in: shares.map(({ id }) => id) } }, select: { shareId: true, createdAt: true, opened: true, downloaded: true } });
  return new Map(shares.map(({ id, sharedAt }) => {
    const own = links.filter((link) => link.shareId === id && link.createdAt >= sharedAt);
    const sum = (use: 'opened' | 'downloaded'): number => own.reduce((all, link) => all + link[use], 0);
    return [id, { opened: sum('opened'), downloaded: sum('downloaded') }];
  }));
}
