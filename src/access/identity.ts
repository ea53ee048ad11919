import { z } from 'zod';
import { PortalId } from '../core/ids/portal-id.ts';
import { isOneAddress } from '../core/mail/is-one-address.ts';

/** What HubSpot appends to a card's address, and nothing else. */
export const Identity = z.strictObject({
  portalId: PortalId,
  userId: z.string().regex(/^\d{1,19}$/),
  userEmail: z.string().refine(isOneAddress),
  appId: z.string().regex(/^\d{1,19}$/),
});
