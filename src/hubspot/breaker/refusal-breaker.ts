import type { PortalId } from '../../core/ids/portal-id.ts';

/** Why calls are refused: the code of the error they end with. */
export type RefusalCode = 'hubspot.missing_scope' | 'source.refused';

/**
 * Stops asking HubSpot for what it refuses a portal again and again with 403: its certification wants such calls to
 * end, and each of them counts against the share of successful requests (H7).
 */
export type RefusalBreaker = {
  /** Throws what HubSpot would answer, without asking it, while the feature is closed. */
  check(portalId: PortalId, feature: string): Promise<void>;
  refused(portalId: PortalId, feature: string, code: RefusalCode): Promise<void>;
  succeeded(portalId: PortalId, feature: string): Promise<void>;
};
