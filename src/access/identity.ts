import { z } from 'zod';
import { PortalId } from '../core/ids/portal-id.ts';

// One strict address: no list, no display name, no control characters (T54).
const Email = z.string().max(254).regex(/^[^\s@<>,;:"\\()[\]]+@[^\s@<>,;:"\\()[\]]+\.[^\s@<>,;:"\\()[\]]+$/);

/** What HubSpot appends to a card's address, and nothing else. */
export const Identity = z.strictObject({
  portalId: PortalId,
  userId: z.string().regex(/^\d{1,19}$/),
  userEmail: Email,
  appId: z.string().regex(/^\d{1,19}$/),
});
