import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { accountOf } from '../policies/index.ts';
import { createLink } from './create-link.ts';
import { findFile } from './downloads.store.ts';
import { placeInHubSpot } from './place-in-hubspot.ts';
import { requireLinkRight } from './require-link-right.ts';
import type { LinkOwner } from './require-link-right.ts';

/** `until`: when a link ends; null: it is no link to the file but to the place in HubSpot where its owner gets it. */
export type SentLink = { readonly url: string; readonly until: Date | null };

/**
 * What a mail or a workflow says of where a file is: a link to it, or, where the account gives files only to people who are signed in
 * to HubSpot, the record. The right is asked either way. Throws file.missing, access.refused, share.unknown.
 */
export async function linkToSend(context: Context, owner: LinkOwner, jobId: string): Promise<SentLink> {
  const { portalId, shareId = null } = owner;
  const { account, file, place } = await context.database.inPortal(portalId, async (tx) => ({ account: await accountOf(tx, portalId), file: await findFile(tx, jobId), place: await placeInHubSpot(context, tx, portalId, jobId) }));
  if (account.fileLinks !== 'signed_in') {
    const { url, expiresAt } = await createLink(context, owner, jobId, 'sent');
    return { url, until: new Date(expiresAt) };
  }
  if (file === null) throw new AppError('file.missing');
  await requireLinkRight(context, owner, jobId);
  // A colleague finds it among the exports, not on the record.
  return { url: shareId === null ? place : `${context.settings.hubspotAppOrigin}/contacts/${portalId}`, until: null };
}
