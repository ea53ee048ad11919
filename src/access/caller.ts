import type { PortalId } from '../core/ids/portal-id.ts';

/** The HubSpot user behind a signed request. Everything here comes from the signed query and nowhere else. */
export type Caller = {
  readonly portalId: PortalId;
  readonly userId: string;
  readonly userEmail: string;
};
