import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { helpPages } from '../../server/help/help-pages.ts';
import { readProject } from '../../scripts/validate/read-project.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const { metas } = readProject(root);
const texts = read('docs/listing/texts.md');
/** What people read of us: the listing, the public pages, and the words of cards, pages and settings. */
const words = [...globSync('docs/listing/*.md', { cwd: root }), ...globSync('server/help/content/**/*.md', { cwd: root }), ...globSync('hubspot-project/app/*/texts/*.ts', { cwd: root })];
const components = globSync('hubspot-project/app/{cards,pages,settings,actions,packages/ui}/**/*.tsx', { cwd: root }).filter((file) => !file.includes('node_modules'));
/** Longest address HubSpot's wizard takes, and what the vendor's origin may have of it. */
const [ADDRESS, ORIGIN] = [250, 60];

describe('the listing (M1)', () => {
  it('spells HubSpot as HubSpot does, is not named after it, and says nothing of “inbound”', () => {
    expect(words.length).toBeGreaterThan(20);
    for (const file of words) {
      const prose = read(file).replaceAll(/https?:\S+|`[^`]*`|from '[^']*'|\]\([^)]*\)/g, '');
      expect(prose.match(/\bhubspot\b/gi)?.filter((word) => word !== 'HubSpot') ?? [], file).toEqual([]);
      expect(prose, file).not.toMatch(/\binbound\b/i);
    }
    const names = metas.map(({ config }) => config['name']).filter((name) => typeof name === 'string');
    expect(names).toContain('Siderail');
    for (const name of names) expect(name).not.toMatch(/hubspot/i);
  });

  it('leads to no other app: public pages link to themselves, to HubSpot and to the vendor’s own mail only', () => {
    for (const page of [...helpPages('en'), ...helpPages('de')]) {
      const addresses = [...JSON.stringify(page).matchAll(/href=\\?"([^"\\]+)/g)].map((match) => match[1]!);
      for (const address of addresses) expect(address, page.slug).toMatch(/^(\/|#|mailto:[a-z]+@siderail\.app$|https:\/\/[a-z.]*hubspot\.com\/)/);
    }
  });

  it('gives HubSpot addresses of at most 250 characters', () => {
    for (const { slug } of helpPages('en')) expect(ORIGIN + `/help/${slug}`.length).toBeLessThan(ADDRESS);
  });

  it('speaks to no generative AI', () => {
    for (const folder of ['.', 'hubspot-project/app']) {
      const packages = Object.keys((JSON.parse(read(join(folder, 'package-lock.json'))) as { packages: object }).packages);
      expect(packages.filter((path) => /openai|anthropic|langchain|generative|mistral|cohere|ollama|modelcontextprotocol|llama/.test(path)), folder).toEqual([]);
    }
  });

  it('has an icon of 800 by 800', () => {
    const icon = readFileSync(join(root, 'docs/listing/icon.png'));
    expect([icon.toString('latin1', 1, 4), icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual(['PNG', 800, 800]);
  });

  it('keeps within what the wizard takes: eight pictures that exist, two categories, ten features, five plans', () => {
    const pictures = [...read('docs/listing/screenshots.md').matchAll(/`(docs\/screenshots\/[^`]+)`/g)].map((match) => match[1]!);
    expect(pictures.length).toBeGreaterThan(0);
    expect(pictures.length).toBeLessThanOrEqual(8);
    for (const picture of pictures) expect(existsSync(join(root, picture)) && statSync(join(root, picture)).size > 10_000, picture).toBe(true);

    const after = (title: string): string => new RegExp(`\\*\\*${title}[^*]*\\*\\* ([\\s\\S]*?)(?:\\n\\n|$)`).exec(texts)![1]!;
    expect(after('Categories').split(';').length).toBeLessThanOrEqual(2);
    expect(after('Features').split('·').length).toBeLessThanOrEqual(10);
    expect(after('Tagline').trim().length).toBeLessThan(80);
    expect(read('server/help/content/pricing.md').split('\n').filter((line) => line.startsWith('|')).length - 2).toBeLessThanOrEqual(5);
  });
});

it('uses buttons, forms and tags as HubSpot’s reviewers want: a form is submitted, a tag is no button, red destroys after a question, pictures are relative (M1)', () => {
  expect(components.length).toBeGreaterThan(100);
  const destructive: string[] = [];
  for (const file of components) {
    const code = read(file);
    if (/<Form\b/.test(code)) expect(code, file).toMatch(/type="submit"/);
    for (const [tag] of code.matchAll(/<(?:Tag|StatusTag)\b[^>]*>/g)) expect(tag, file).not.toMatch(/onClick|href|overlay/);
    for (const [image] of code.matchAll(/<Image\b[^>]*>/g)) expect(image, file).not.toMatch(/src="https?:/);
    for (const [, id] of code.matchAll(/variant="destructive"[\s\S]*?testId=[{"`]*([a-z-]+)/g)) destructive.push(id!);
  }
  expect(destructive.toSorted()).toEqual(['disconnect', 'disconnect-yes', 'match-unlink-yes', 'refuse-now-']);
});
