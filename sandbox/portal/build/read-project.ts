import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ExtensionPoint } from '../page/page-data.ts';
import { interpolateVariables, type ProfileVariables } from './interpolate-variables.ts';

const AppMeta = z.object({
  uid: z.string(),
  config: z.object({
    name: z.string(),
    auth: z.object({
      redirectUrls: z.array(z.string()).default([]),
      requiredScopes: z.array(z.string()).default([]),
      optionalScopes: z.array(z.string()).default([]),
    }),
    permittedUrls: z.object({
      fetch: z.array(z.string()).default([]),
      iframe: z.array(z.string()).default([]),
    }),
  }),
});

const Entrypoint = z.string().regex(/^\/app\/.+\.(tsx|jsx|ts|js)$/);

const CardMeta = z.object({
  uid: z.string(),
  type: z.literal('card'),
  config: z.object({
    name: z.string(),
    location: z.enum(['crm.record.tab', 'crm.record.sidebar', 'crm.preview', 'helpdesk.sidebar']),
    entrypoint: Entrypoint,
    objectTypes: z.array(z.string()),
  }),
});

/** Beta of platform 2026.09 (bulk actions, 2026). */
const BulkActionMeta = z.object({
  uid: z.string(),
  type: z.literal('crm-bulk-action'),
  config: z.strictObject({ label: z.string(), entrypoint: Entrypoint, objectTypes: z.array(z.string()), displayMode: z.enum(['PANEL', 'MODAL']), icon: z.string().optional() }),
});

/** Older documents call the type `pages`; HubSpot's parser takes both (app pages reference, 2026). */
const PagesMeta = z.object({ uid: z.string(), type: z.enum(['page', 'pages']), config: z.strictObject({ entrypoint: Entrypoint }) });
const SettingsMeta = z.object({ uid: z.string(), type: z.literal('settings'), config: z.strictObject({ entrypoint: Entrypoint }) });

const WebhooksMeta = z.object({
  type: z.literal('webhooks'),
  config: z.object({
    settings: z.object({ targetUrl: z.url(), maxConcurrentRequests: z.number().int().min(6) }),
    subscriptions: z.record(z.string(), z.array(z.object({ subscriptionType: z.string(), objectType: z.string().optional(), propertyName: z.string().optional(), active: z.boolean() }))),
  }),
});

const Profile = z.object({ variables: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}) });

export interface CardDefinition {
  uid: string;
  name: string;
  location: ExtensionPoint;
  /** From the project's source directory, such as `/app/cards/RecordTab.tsx`. */
  entrypoint: string;
  objectTypes: string[];
}

/** A button on lists of these types. */
export interface BulkAction extends CardDefinition {
  displayMode: 'PANEL' | 'MODAL';
}

export interface Project {
  appName: string;
  redirectUrls: string[];
  requiredScopes: string[];
  optionalScopes: string[];
  permittedUrls: { fetch: string[]; iframe: string[] };
  variables: ProfileVariables;
  cards: CardDefinition[];
  bulkActions: BulkAction[];
  /** The app's own pages and its settings page: at most one component of each, for no object type. */
  pages: CardDefinition | undefined;
  settings: CardDefinition | undefined;
  /** The active subscriptions, and where they are told. */
  webhooks: { targetUrl: string; subscriptions: { subscriptionType: string; objectType?: string | undefined; propertyName?: string | undefined }[] } | undefined;
}

/**
 * The HubSpot project as an upload with the dev profile would read it. `overrides` replace profile
 * variables, which is how the sandbox points the cards at its own backend.
 */
export async function readProject(directory: string, overrides: ProfileVariables): Promise<Project> {
  const profile = Profile.parse(await readJson(join(directory, 'hsprofile.dev.json')));
  const variables = { ...profile.variables, ...overrides };
  const app = AppMeta.parse(interpolateVariables(await readJson(join(directory, 'app', 'app-hsmeta.json')), variables));
  const metasIn = (folder: string) => readMetas(join(directory, 'app', folder), variables);
  const cards = (await metasIn('cards')).map((json) => CardMeta.parse(json)).map((meta) => ({ uid: meta.uid, ...meta.config }));
  const bulkActions = (await metasIn('actions')).map((json) => BulkActionMeta.parse(json))
    .map(({ uid, config: { label, entrypoint, objectTypes, displayMode } }): BulkAction => ({ uid, name: label, location: 'crm.bulkActions', entrypoint, objectTypes, displayMode }));
  const { name, auth, permittedUrls } = app.config;
  const pages = only('pages', (await metasIn('pages')).map((json) => PagesMeta.parse(json)));
  const settings = only('settings', (await metasIn('settings')).map((json) => SettingsMeta.parse(json)));
  const webhooks = only('webhooks', (await metasIn('webhooks')).map((json) => WebhooksMeta.parse(json)))?.config;
  return {
    appName: name,
    ...auth,
    permittedUrls,
    variables,
    cards,
    bulkActions,
    pages: pages && { uid: pages.uid, name, location: 'pages', objectTypes: [], ...pages.config },
    webhooks: webhooks && {
      targetUrl: webhooks.settings.targetUrl,
      subscriptions: Object.values(webhooks.subscriptions).flat().filter(({ active }) => active),
    },
    settings: settings && { uid: settings.uid, name, location: 'settings', objectTypes: [], ...settings.config },
  };
}

/** HubSpot takes one component of these types per app (project structure, 2026.09). */
function only<Meta>(folder: string, metas: Meta[]): Meta | undefined {
  if (metas.length > 1) throw new Error(`app/${folder} has ${metas.length} *-hsmeta.json files; HubSpot takes one`);
  return metas[0];
}

async function readMetas(folder: string, variables: ProfileVariables): Promise<unknown[]> {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const metas = files.filter((file) => file.endsWith('-hsmeta.json')).sort();
  return Promise.all(metas.map(async (file) => interpolateVariables(await readJson(join(folder, file)), variables)));
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8')) as unknown;
}
