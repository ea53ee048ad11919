import { NO_RECORD } from '#contract';
import { z } from 'zod';
import { writeAudit } from '../audit/index.ts';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import type { SharedWith } from '../policies/index.ts';

export type File = {
  readonly jobId: string;
  readonly title: string;
  readonly fileKey: string;
  readonly fileName: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly certificate: unknown;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

/** `byClick`: a person asked for it in HubSpot. `claimedBy`: hash of the secret of the one browser it serves. `shareId`: of a file that somebody shared with them. */
export type LinkRow = {
  readonly id: string; readonly jobId: string; readonly userId: string; readonly createdAt: Date; readonly expiresAt: Date; readonly revokedAt: Date | null;
  readonly byClick: boolean; readonly claimedBy: string | null; readonly claimedAt: Date | null; readonly shareId: string | null;
};
type NewLink = Pick<LinkRow, 'id' | 'jobId' | 'userId' | 'createdAt' | 'expiresAt' | 'byClick' | 'shareId'>;
const Place = z.object({ record: z.object({ objectTypeId: z.string(), objectId: z.string() }) });

/** The finished file of a job; null when there is none or it was deleted. */
export async function findFile(tx: Tx, jobId: string): Promise<File | null> {
  const row = await tx.artifact.findUnique({ where: { jobId }, include: { job: { select: { title: true } } } });
  if (row === null || row.deletedAt !== null) return null;
  return { ...row, title: row.job.title, rows: Number(row.rows), bytes: Number(row.bytes) };
}

export async function insertLink(tx: Tx, portalId: PortalId, link: NewLink): Promise<void> {
  await tx.downloadLink.create({ data: { ...link, portalId: BigInt(portalId) } });
}

export async function findLink(tx: Tx, id: string): Promise<LinkRow | null> {
  return tx.downloadLink.findUnique({ where: { id } });
}

/** Gives the link to the browser that holds this secret; false when another one was first, or it was revoked. */
export async function claimFree(tx: Tx, id: string, claimedBy: string, claimedAt: Date): Promise<boolean> {
  const { count } = await tx.downloadLink.updateMany({ where: { id, claimedBy: null, revokedAt: null }, data: { claimedBy, claimedAt } });
  return count === 1;
}

/** The record on whose page the file was asked for; null for a whole table that was chosen on a page. */
export async function findPlace(tx: Tx, jobId: string): Promise<{ readonly objectTypeId: string; readonly objectId: string } | null> {
  const sheet = await tx.exportSheet.findFirst({ where: { jobId }, orderBy: { sheet: 'asc' }, select: { query: true } });
  const place = Place.safeParse(sheet?.query);
  if (!place.success) return null;
  const { record } = place.data;
  return record.objectTypeId === NO_RECORD.objectTypeId && record.objectId === NO_RECORD.objectId ? null : record;
}

/** Counts an opening of the page or a download, and writes it to the audit log. False: the link was revoked meanwhile, or used up. */
export async function recordUse(tx: Tx, portalId: PortalId, link: LinkRow, use: 'opened' | 'downloaded', mostDownloads: number): Promise<boolean> {
  const counted = await tx.downloadLink.updateMany({
    where: { id: link.id, revokedAt: null, ...(use === 'downloaded' && { downloaded: { lt: mostDownloads } }) },
    data: { [use]: { increment: 1 } },
  });
  if (counted.count !== 1) return false;
  await writeAudit(tx, portalId, { userId: link.userId, action: `file.${use}`, subject: link.jobId, details: { linkId: link.id, ...(link.shareId === null ? {} : { shareId: link.shareId }) } });
  return true;
}

export type LinkUse = { readonly createdAt: Date; readonly expiresAt: Date; readonly revokedAt: Date | null; readonly opened: number; readonly downloaded: number };

/** A person's newest links to one file. */
export async function linksOf(tx: Tx, of: { readonly jobId: string; readonly userId: string }): Promise<readonly LinkUse[]> {
  return tx.downloadLink.findMany({ where: of, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: 100 });
}

/** Ends a person's links to one file and writes it to the audit log; the number of those that still worked. */
export async function revokeLinksOf(tx: Tx, portalId: PortalId, { jobId, userId, now }: { readonly jobId: string; readonly userId: string; readonly now: Date }): Promise<number> {
  const { count } = await tx.downloadLink.updateMany({ where: { jobId, userId, revokedAt: null, expiresAt: { gt: now } }, data: { revokedAt: now } });
  await writeAudit(tx, portalId, { userId, action: 'link.revoked', subject: jobId, details: { count } });
  return count;
}

/** A share that holds, with the rows of its file; null when it was stopped, or the file is gone. */
export async function findOpenShare(tx: Tx, id: string, now: Date): Promise<Omit<SharedWith, 'portalId'> | null> {
  const share = await tx.fileShare.findFirst({ where: { id, endedAt: null }, select: { jobId: true, sharedBy: true, recipientId: true, recipient: true } });
  const file = share === null ? null : await findFile(tx, share.jobId);
  return share === null || file === null || file.expiresAt <= now ? null : { ...share, rows: file.rows };
}
