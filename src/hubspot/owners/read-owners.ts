import type { CallContext, HubSpotGateway } from '../gateway.ts';
import { ownerPages } from './owner-pages.ts';

/** `id` is what `hubspot_owner_id` wants; the user's id is another number. */
export type Owner = { readonly id: string; readonly userId: string | null };

/** The active owners with this e-mail address, in any spelling of upper and lower case; HubSpot may hold several. */
export async function readOwners(gateway: HubSpotGateway, at: CallContext, of: { readonly email: string }): Promise<readonly Owner[]> {
  const owners: Owner[] = [];
  for await (const page of ownerPages(gateway, at, { archived: false, email: of.email })) {
    for (const { id, email, userId } of page) {
      if (email?.toLowerCase() === of.email.toLowerCase()) owners.push({ id, userId: userId == null ? null : String(userId) });
    }
  }
  return owners;
}
