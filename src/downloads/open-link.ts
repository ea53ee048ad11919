import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { filePrefix } from '../files/index.ts';
import { requireActive } from '../installs/index.ts';
import { serveBrowser } from './serve-browser.ts';
import type { Browser } from './serve-browser.ts';
import { findFile, findLink } from './downloads.store.ts';
import type { File, LinkRow } from './downloads.store.ts';
import { readLinkToken } from './read-link-token.ts';
import { requireLinkRight } from './require-link-right.ts';

/** A file and the link that leads to it. Nothing was counted yet: `countUse` does that. */
export type OpenedLink = { readonly portalId: PortalId; readonly link: LinkRow; readonly file: File; /** What the browser has to keep to use the link again; null when that is nothing new. */ readonly secret: string | null };

/**
 * The file behind a link. A forged, expired, revoked or foreign link, one of a portal that has left and one whose file
 * is gone all throw the same link.invalid. Throws access.refused when the person may not have the file any more,
 * and in another browser than the one the link serves, where it serves one.
 */
export async function openLink(context: Context, token: string, browser: Browser): Promise<OpenedLink> {
  const claims = await readLinkToken(context, token);
  await requireInstalled(context, claims.p);
  const opened = await context.database.inPortal(claims.p, async (tx) => {
    const link = await findLink(tx, claims.l);
    const now = context.now();
    if (link === null || link.revokedAt !== null || link.expiresAt.getTime() <= now) throw new AppError('link.invalid');
    // What was signed and what is stored name the same job and person, or somebody changed one of them.
    if (link.jobId !== claims.j || link.userId !== claims.u) throw new AppError('link.invalid', { detail: 'link of another job or person' });
    const file = await findFile(tx, link.jobId);
    if (file === null || file.expiresAt.getTime() <= now) throw new AppError('link.invalid');
    // A second look behind row-level security: the bytes of another portal have another beginning.
    if (!file.fileKey.startsWith(`${filePrefix(claims.p)}/`)) throw new AppError('link.invalid', { detail: 'file key of another portal' });
    return { portalId: claims.p, link, file };
  });
  await requireRightOf(context, claims.p, opened.link);
  return { ...opened, secret: await serveBrowser(context, claims.p, opened.link, browser) };
}

/** A share that was stopped leaves a link like any that ended. */
async function requireRightOf(context: Context, portalId: PortalId, { userId, shareId, jobId }: LinkRow): Promise<void> {
  try {
    await requireLinkRight(context, { portalId, userId, shareId }, jobId);
  } catch (error) {
    if (error instanceof AppError && error.code === 'share.unknown') throw new AppError('link.invalid', { cause: error });
    throw error;
  }
}

/** A portal that lost its grant keeps its files; one that has left has none. */
async function requireInstalled(context: Context, portalId: PortalId): Promise<void> {
  try {
    await requireActive(context, portalId);
  } catch (error) {
    if (error instanceof AppError && error.code === 'portal.not_installed') throw new AppError('link.invalid', { cause: error });
    if (!(error instanceof AppError && error.code === 'portal.needs_reauth')) throw error;
  }
}
