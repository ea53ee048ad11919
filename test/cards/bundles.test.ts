import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const builder = join(root, 'sandbox', 'node_modules', '@hubspot', 'ui-extensions-dev-server', 'dist', 'lib', 'build.js');
const output = mkdtempSync(join(tmpdir(), 'siderail-cards-'));

afterAll(() => rmSync(output, { recursive: true, force: true }));

describe.each([['cards', 'RecordTab'], ['cards', 'RecordSidebar'], ['cards', 'RecordPreview'], ['cards', 'HelpDesk'], ['pages', 'Pages']])('the bundle of %s/%s, made by the builder of HubSpot', (where, name) => {
  let bundle = '';

  beforeAll(() => {
    const folder = join(output, name);
    const args = [join(import.meta.dirname, 'support', 'build-card.ts'), builder, join(root, 'hubspot-project', 'app', where), `${name}.tsx`, folder];
    execFileSync(process.execPath, args, { env: { ...process.env, NODE_ENV: 'production' } });
    bundle = readFileSync(join(folder, `${name}.js`), 'utf8');
  }, 60_000);

  // None of these exists in the worker a card runs in: the card would die when it is opened.
  it.each(['require(', 'process.env', 'document.', 'reactDom', 'window.', 'localStorage', 'import.meta'])('does not use %s', (word) => {
    expect(bundle).not.toContain(word);
  });

  it('carries no schema library: cards take only types from the contract', () => {
    expect(bundle).not.toMatch(/ZodObject|safeParse|strictObject/);
    // All pages are one bundle. Each holds its own words, and every refusal of the backend, in two languages.
    expect(bundle.length).toBeLessThan(where === 'pages' ? 240_000 : 170_000);
  });

  it('is the production build of React JSX', () => {
    expect(bundle).not.toContain('jsxDEV');
  });
});
