import { writeAudit } from '../audit/index.ts';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';

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

export type LinkRow = { readonly id: string; readonly jobId: string; readonly userId: string; readonly expiresAt: Date; readonly revokedAt: Date | null };

/** The finished file of a job; null when there is none or it was deleted. */
export async function findFile(tx: Tx, jobId: string): Promise<File | null> {
  const row = await tx.artifact.findUnique({ where: { jobId }, include: { job: { select: { title: true } } } });
  if (row === null || row.deletedAt !== null) return null;
  return { ...row, title: row.job.title, rows: Number(row.rows), bytes: Number(row.bytes) };
}

export async function insertLink(tx: Tx, portalId: PortalId, link: Omit<LinkRow, 'revokedAt'>): Promise<void> {
  await tx.downloadLink.create({ data: { ...link, portalId: BigInt(portalId) } });
}

export async function findLink(tx: Tx, id: string): Promise<LinkRow | null> {
  return tx.downloadLink.findUnique({ where: { id } });
}

/** Counts an opening of the page or a download, and writes it to the audit log. */
export async function recordUse(tx: Tx, portalId: PortalId, link: LinkRow, use: 'opened' | 'downloaded'): Promise<void> {
  await tx.downloadLink.update({ where: { id: link.id }, data: { [use]: { increment: 1 } } });
  await writeAudit(tx, portalId, { userId: link.userId, action: `file.${use}`, subject: link.jobId, details: { linkId: link.id } });
}
