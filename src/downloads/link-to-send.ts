import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { accountOf, requireFileRight } from '../policies/index.ts';
import { createLink, RIGHT_MS } from './create-link.ts';
import { findFile } from './downloads.store.ts';
import { placeInHubSpot } from './place-in-hubspot.ts';

/** `until`: when a link ends; null: it is no link to the file but to the place in HubSpot where its owner gets it. */
export type SentLink = { readonly url: string; readonly until: Date | null };

/**
 * What a mail or a workflow says of where a file is: a link to it, or, where the account gives files only to people who are signed in
 * to HubSpot, the record. The right is asked either way. Throws file.missing, access.refused.
 */
export async function linkToSend(context: Context, owner: { readonly portalId: PortalId; readonly userId: string }, jobId: string): Promise<SentLink> {
  const { portalId } = owner;
  const { account, file, url: place } = await context.database.inPortal(portalId, async (tx) => ({ account: await accountOf(tx, portalId), file: await findFile(tx, jobId), url: await placeInHubSpot(context, tx, portalId, jobId) }));
  if (account.fileLinks !== 'signed_in') {
    const { url, expiresAt } = await createLink(context, owner, jobId, 'sent');
    return { url, until: new Date(expiresAt) };
  }
  if (file === null) throw new AppError('file.missing');
  await requireFileRight(context, owner, jobId, AbortSignal.timeout(RIGHT_MS));
  return { url: place, until: null };
}
