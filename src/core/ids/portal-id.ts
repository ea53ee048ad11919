import { z } from 'zod';

/** HubSpot's account id, the tenant. A string because JavaScript numbers are not ids. */
export const PortalId = z.string().regex(/^[1-9]\d{0,18}$/).brand<'PortalId'>();
export type PortalId = z.infer<typeof PortalId>;
