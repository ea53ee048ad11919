import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
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

const CardMeta = z.object({
  uid: z.string(),
  type: z.literal('card'),
  config: z.object({
    name: z.string(),
    location: z.enum(['crm.record.tab', 'crm.record.sidebar']),
    entrypoint: z.string().regex(/^\/app\/.+\.(tsx|jsx|ts|js)$/),
    objectTypes: z.array(z.string()),
  }),
});

const Profile = z.object({ variables: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}) });

export interface CardDefinition {
  uid: string;
  name: string;
  location: 'crm.record.tab' | 'crm.record.sidebar';
  /** From the project's source directory, such as `/app/cards/RecordTab.tsx`. */
  entrypoint: string;
  objectTypes: string[];
}

export interface Project {
  appName: string;
  redirectUrls: string[];
  requiredScopes: string[];
  optionalScopes: string[];
  permittedUrls: { fetch: string[]; iframe: string[] };
  variables: ProfileVariables;
  cards: CardDefinition[];
}

/**
 * The HubSpot project as an upload with the dev profile would read it. `overrides` replace profile
 * variables, which is how the sandbox points the cards at its own backend.
 */
export async function readProject(directory: string, overrides: ProfileVariables): Promise<Project> {
  const profile = Profile.parse(await readJson(join(directory, 'hsprofile.dev.json')));
  const variables = { ...profile.variables, ...overrides };
  const app = AppMeta.parse(interpolateVariables(await readJson(join(directory, 'app', 'app-hsmeta.json')), variables));
  const cardDirectory = join(directory, 'app', 'cards');
  const files = (await readdir(cardDirectory)).filter((file) => file.endsWith('-hsmeta.json')).sort();
  const cards = [];
  for (const file of files) {
    const meta = CardMeta.parse(interpolateVariables(await readJson(join(cardDirectory, file)), variables));
    cards.push({ uid: meta.uid, ...meta.config });
  }
  const { name, auth, permittedUrls } = app.config;
  return { appName: name, ...auth, permittedUrls, variables, cards };
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8')) as unknown;
}
