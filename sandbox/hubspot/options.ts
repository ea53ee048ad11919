import type { Pool } from 'pg';
import type { WebhookTarget } from './webhooks/create-sender.ts';

/** How many records of each kind a portal is filled with; tickets, line items and products follow from these. */
export type SeedSize = { seed: number; contacts: number; companies: number; deals: number };

export type PortalUser = { userId: number; email: string; firstName: string; lastName: string };

export type PortalDetails = { portalId: number; timeZone: string; currency: string; uiDomain: string };

/** One account of the fake HubSpot: who works there and how much data it holds. */
export type PortalOptions = { portal: PortalDetails; users: PortalUser[]; size: SeedSize };

/** The app as HubSpot knows it; the consent screen and the token endpoint refuse whatever differs from this. */
export type AppOptions = {
  appId: number;
  name?: string;
  clientId: string;
  clientSecret: string;
  redirectUrls: string[];
  requiredScopes: string[];
  optionalScopes: string[];
};

export type HubSpotOptions = PortalOptions & {
  /** A pool on the fake's own database. The fake creates and owns the schema `hubspot` in it. */
  pool: Pool;
  app: AppOptions;
  /** Further accounts, for tests of tenancy. */
  otherPortals?: PortalOptions[];
  /** What the app wants to be told, and where. */
  webhooks?: WebhookTarget | undefined;
  /** Milliseconds added to every API answer. */
  latencyMs?: number;
  /** Milliseconds since 1970; the source of all windows, expiries and timestamps. */
  now?: () => number;
  /** A number in [0, 1); the source of tokens, new ids and fault rates. */
  random?: () => number;
  /** Told of every error that is the fake's own fault and was answered with 500; written to stderr if absent. */
  logError?: (error: unknown, request: string) => void;
};
