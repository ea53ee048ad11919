import type { Pool } from 'pg';
import type { PropertyCatalog } from './crm/properties/property-catalog.ts';
import type { Traffic } from './limits/traffic.ts';
import type { TokenStore } from './oauth/token-store.ts';
import type { AppOptions, PortalOptions } from './options.ts';
import type { Settings } from './settings.ts';
import type { Sender } from './webhooks/create-sender.ts';
import type { WorkflowRunner } from './workflows/create-runner.ts';

/** Everything a handler may use; built once by `createHubSpot`. */
export type Context = {
  pool: Pool;
  now: () => number;
  random: () => number;
  app: Required<AppOptions>;
  portals: ReadonlyMap<number, PortalOptions>;
  settings: Settings;
  traffic: Traffic;
  tokens: TokenStore;
  catalog: PropertyCatalog;
  webhooks: Sender;
  workflows: WorkflowRunner;
  /** Told of every error that is the fake's own fault. */
  logError: (error: unknown, request: string) => void;
};
