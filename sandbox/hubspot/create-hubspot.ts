import { randomInt } from 'node:crypto';
import type { Express, Router } from 'express';
import type { Context } from './context.ts';
import { controlRouter } from './control/control-router.ts';
import { createApi } from './create-api.ts';
import { PropertyCatalog } from './crm/properties/property-catalog.ts';
import { Traffic, type Stats } from './limits/traffic.ts';
import { authorizeRouter } from './oauth/authorize-router.ts';
import { TokenStore } from './oauth/token-store.ts';
import type { HubSpotOptions } from './options.ts';
import { seedPortals } from './seed/seed-portals.ts';
import type { SeedProgress } from './seed/seed-portal.ts';
import { defaultSettings, type Settings } from './settings.ts';
import { prepareSchema } from './storage/prepare-schema.ts';
import { createSender, type Sender } from './webhooks/create-sender.ts';
import { createRunner, type WorkflowRunner } from './workflows/create-runner.ts';

export type HubSpot = {
  /** The API host; serve it with `createApiServer`. */
  api: Express;
  /** GET and POST /oauth/authorize and /oauth/{portalId}/authorize. */
  authorize: Router;
  /** /stats, /stats/reset, /settings, /installed, /uninstall, /expire-tokens: mount under a path of its own. */
  control: Router;
  /** Sends what changed to the app. */
  webhooks: Sender;
  /** Runs the app's workflow actions. */
  workflows: WorkflowRunner;
  /** May be changed at any time; takes effect with the next call. */
  settings: Settings;
  /** After property definitions were changed in the database by hand: the next call reads them anew. */
  forgetProperties: () => void;
  stats: () => Stats;
  resetStats: () => void;
  /** Whether the app is installed in a portal. */
  isInstalled: (portalId: number) => Promise<boolean>;
  /** Removes the app from a portal as an admin would: all its tokens are dead at once. */
  uninstall: (portalId: number) => Promise<void>;
  /**
   * Fills every portal whose stored seed, size or users differ; does nothing otherwise. Answers whether anything was
   * filled. Must have run once before the API is used.
   */
  seed: (onProgress?: (progress: SeedProgress) => void) => Promise<boolean>;
};

/** Builds the fake on its database. Creates its schema; listens nowhere and fills nothing by itself. */
export async function createHubSpot(options: HubSpotOptions): Promise<HubSpot> {
  const now = options.now ?? Date.now;
  const random = options.random ?? (() => randomInt(2 ** 32) / 2 ** 32);
  const { portal, users, size } = options;
  const portals = [{ portal, users, size }, ...(options.otherPortals ?? [])];
  const settings = defaultSettings(options.latencyMs ?? 0);
  const tokens = new TokenStore(options.pool, now, random);
  const webhooks = createSender({
    target: options.webhooks, appId: options.app.appId, secret: options.app.clientSecret, settings, now, random,
    isInstalled: (portalId) => tokens.isInstalled(portalId),
  });
  const workflows = createRunner({ appId: options.app.appId, secret: options.app.clientSecret, now });
  const ctx: Context = {
    pool: options.pool, now, random, settings, tokens, webhooks, workflows,
    app: { name: 'Siderail', ...options.app },
    portals: new Map(portals.map((one) => [one.portal.portalId, one])),
    traffic: new Traffic(),
    catalog: new PropertyCatalog(options.pool),
    logError: options.logError ?? ((error, request) => console.error(`sandbox HubSpot failed on ${request}`, error)),
  };
  await prepareSchema(ctx.pool);
  for (const one of portals) await ctx.catalog.prepare(one.portal.portalId);
  return {
    api: createApi(ctx),
    authorize: authorizeRouter(ctx),
    control: controlRouter(ctx),
    webhooks,
    workflows,
    settings: ctx.settings,
    stats: () => ctx.traffic.stats(),
    resetStats: () => ctx.traffic.reset(),
    isInstalled: (portalId) => ctx.tokens.isInstalled(portalId),
    uninstall: (portalId) => ctx.tokens.uninstall(portalId),
    forgetProperties: () => ctx.catalog.forget(),
    seed: (onProgress = () => {}) => seedPortals(ctx.pool, portals, onProgress),
  };
}
