import { SignJWT } from 'jose';
import type { CreateLinkResponse } from '#contract';
import { writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { accountOf } from '../policies/index.ts';
import { CLAIM_MS } from './serve-browser.ts';
import { findFile, insertLink } from './downloads.store.ts';
import { requireLinkRight } from './require-link-right.ts';
import type { LinkOwner } from './require-link-right.ts';
import { LINK_AUDIENCE } from './link-audience.ts';

/** Whatever the settings say, no link lives longer than a day (T51). */
const MOST_HOURS = 24;

/**
 * A link to the landing page of a job's file, for its owner or a colleague it is shared with. Short-lived, signed, bound to portal, job and person;
 * its row can be revoked and counts every use. The caller has checked that the job or the share is theirs. `click`: the person asked for it in
 * HubSpot just now, and it is shown to nobody else. Throws file.missing, access.refused, share.unknown.
 */
export async function createLink(context: Context, owner: LinkOwner, jobId: string, how: 'click' | 'sent'): Promise<CreateLinkResponse> {
  const { portalId, userId, shareId = null } = owner;
  await requireLinkRight(context, owner, jobId);
  const id = context.newId();
  const createdAt = new Date(context.now());
  const { expiresAt, usableUntil } = await context.database.inPortal(portalId, async (tx) => {
    const file = await findFile(tx, jobId);
    if (file === null || file.expiresAt.getTime() <= context.now()) throw new AppError('file.missing');
    const hours = Math.min(context.settings.linkHours, MOST_HOURS);
    const end = new Date(Math.min(file.expiresAt.getTime(), context.now() + hours * 3_600_000));
    await insertLink(tx, portalId, { id, jobId, userId, createdAt, expiresAt: end, byClick: how === 'click', shareId });
    await writeAudit(tx, portalId, { userId, action: 'link.created', subject: jobId, details: { linkId: id, expiresAt: end.toISOString(), ...(shareId === null ? {} : { shareId }) } });
    const { fileLinks } = await accountOf(tx, portalId);
    return { expiresAt: end, usableUntil: fileLinks === 'signed_in' ? new Date(Math.min(end.getTime(), createdAt.getTime() + CLAIM_MS)) : end };
  });
  const token = await new SignJWT({ p: portalId, j: jobId, u: userId, l: id })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(LINK_AUDIENCE)
    .setExpirationTime(Math.ceil(expiresAt.getTime() / 1000))
    .sign(context.tokenKeys.current);
  return { url: `${context.settings.publicOrigin}/files/${token}`, expiresAt: usableUntil.toISOString() };
}
