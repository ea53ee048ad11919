import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '..', '..');
const source = join(root, 'hubspot-project');
const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(...path), 'utf8'));

const Hsmeta = z.strictObject({ uid: z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/), type: z.string(), config: z.record(z.string(), z.unknown()) });
const AppConfig = z.object({
  name: z.string().max(200),
  description: z.string().max(8192),
  distribution: z.literal('marketplace'),
  auth: z.object({ type: z.literal('oauth'), redirectUrls: z.array(z.string()), requiredScopes: z.array(z.string()), optionalScopes: z.array(z.string()) }),
  permittedUrls: z.object({ fetch: z.array(z.string()) }),
});
const CardConfig = z.object({
  name: z.string(),
  location: z.enum(['crm.record.tab', 'crm.record.sidebar', 'crm.preview', 'helpdesk.sidebar']),
  entrypoint: z.string().startsWith('/app/cards/'),
  objectTypes: z.array(z.enum(['contacts', 'companies', 'deals', 'tickets'])),
});
const Manifest = z.object({ dependencies: z.record(z.string(), z.string()).default({}) });

/** The least scope HubSpot wants before it shows a card on this kind of record. */
const READ_SCOPE = { contacts: 'crm.objects.contacts.read', companies: 'crm.objects.companies.read', deals: 'crm.objects.deals.read', tickets: 'tickets' };

/** Folders that HubSpot builds on their own; each component of a type stands in its type's folder. */
const BUILT = ['cards', 'pages', 'settings'];
const PACKAGES = ['packages/client', 'packages/contract', 'packages/ui'];

const cardFolder = join(source, 'app', 'cards');
const cardFiles = readdirSync(cardFolder).filter((file) => file.endsWith('-hsmeta.json'));
const app = AppConfig.parse(Hsmeta.parse(read(source, 'app', 'app-hsmeta.json')).config);

describe('what is uploaded to HubSpot', () => {
  it('names its source folder and a platform version', () => {
    expect(read(root, 'hsproject.json')).toEqual({ name: 'siderail', srcDir: 'hubspot-project', platformVersion: '2026.09' });
  });

  it.each(cardFiles)('has for %s a known place, an entry file and the scopes its records need', (file) => {
    const card = CardConfig.parse(Hsmeta.parse(read(cardFolder, file)).config);

    expect(existsSync(join(source, card.entrypoint))).toBe(true);
    for (const type of card.objectTypes) expect(app.auth.requiredScopes).toContain(READ_SCOPE[type]);
  });

  it('gives every component an id of its own', () => {
    const metas = BUILT.flatMap((folder) => readdirSync(join(source, 'app', folder)).filter((file) => file.endsWith('-hsmeta.json')).map((file) => join(folder, file)));
    const uids = ['siderail', ...metas.map((file) => Hsmeta.parse(read(source, 'app', file)).uid)];

    expect(new Set(uids).size).toBe(uids.length);
  });

  it.each(['dev', 'prod'])('lets the cards call the backend of %s, over https, and nothing else', (name) => {
    const { variables } = z.object({ variables: z.object({ API_ORIGIN: z.url({ protocol: /^https$/ }) }) }).parse(read(source, `hsprofile.${name}.json`));

    expect(new URL(variables.API_ORIGIN).origin).toBe(variables.API_ORIGIN);
    expect(app.permittedUrls.fetch).toEqual(['${API_ORIGIN}']);
    expect(app.auth.redirectUrls).toContain('${API_ORIGIN}/oauth/callback');
  });

  it('asks for no sensitive data: HubSpot would then refuse hubspot.fetch', () => {
    expect([...app.auth.requiredScopes, ...app.auth.optionalScopes].filter((scope) => scope.includes('sensitive'))).toEqual([]);
  });

  it.each([...BUILT, ...PACKAGES])('pins every dependency of %s exactly', (folder) => {
    const { dependencies } = Manifest.parse(read(source, 'app', folder, 'package.json'));

    for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it.each([...BUILT, ...PACKAGES])('holds no import that leaves %s, a folder HubSpot builds: it would work here and fail there', (name) => {
    const folder = join(source, 'app', name);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !file.includes('node_modules'));
    const leaving = files.filter((file) => {
      const up = '../'.repeat(file.split('/').length);
      return readFileSync(join(folder, file), 'utf8').includes(`from '${up}`);
    });

    expect(files.length).toBeGreaterThan(8);
    expect(leaving).toEqual([]);
  });

  it('takes only types from the contract: its schemas would double the size of a card', () => {
    const files = [...BUILT, 'packages/client', 'packages/ui'].flatMap((folder) =>
      readdirSync(join(source, 'app', folder), { recursive: true, encoding: 'utf8' }).map((file) => join(source, 'app', folder, file)),
    );
    const sources = files.filter((file) => /\.tsx?$/.test(file) && !file.includes('node_modules'));

    expect(sources.filter((file) => /import (?!type )[^;]*'@siderail\/contract'/.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});
