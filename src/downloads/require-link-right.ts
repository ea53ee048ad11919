import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { requireFileRight } from '../policies/index.ts';
import { requireShared } from './require-shared.ts';

/** What HubSpot may take to say who somebody is. */
const RIGHT_MS = 10_000;

/** Whom a link is for. `shareId`: the file is another person's, who shares it with them; else it is their own. */
export type LinkOwner = { readonly portalId: PortalId; readonly userId: string; readonly shareId?: string | null };

/**
 * Asked before a link is made and at every use: one whose right was taken away since closes the links that are out already (T18).
 * Throws access.refused, share.unknown, and what HubSpot's API throws.
 */
export async function requireLinkRight(context: Context, owner: LinkOwner, jobId: string): Promise<void> {
  const { portalId, userId, shareId = null } = owner;
  const signal = AbortSignal.timeout(RIGHT_MS);
  if (shareId !== null) await requireShared(context, { portalId, userId, shareId }, signal);
  await requireFileRight(context, { portalId, userId }, jobId, signal);
}
