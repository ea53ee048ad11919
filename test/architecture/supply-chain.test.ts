import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

type Package = { readonly version?: string; readonly resolved?: string; readonly integrity?: string; readonly link?: boolean };
type Manifest = Readonly<Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Readonly<Record<string, string>> | undefined>>;

const root = join(import.meta.dirname, '..', '..');
const parsed = <T>(...path: string[]): T => JSON.parse(readFileSync(join(root, ...path), 'utf8')) as T;

describe.each(['.', 'hubspot-project/app', 'sandbox', 'tools/hubspot-check', 'tools/hubspot-cli'])('the packages of %s (T65, G31, S2.39)', (folder) => {
  const { packages } = parsed<{ packages: Readonly<Record<string, Package>> }>(folder, 'package-lock.json');
  const installed = Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && link !== true);

  it('each have a checksum, and none has an address besides the public registry', () => {
    expect(installed.length).toBeGreaterThan(0);
    for (const [path, { integrity, resolved }] of installed) {
      expect(integrity, path).toMatch(/^sha512-/);
      if (resolved !== undefined) expect(new URL(resolved).hostname, path).toBe('registry.npmjs.org');
    }
  });

  it('are asked for in one exact version, the one in the lockfile', () => {
    const manifest = parsed<Manifest>(folder, 'package.json');
    const wanted = [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies].flatMap((some) => Object.entries(some ?? {}));
    for (const [name, version] of wanted) {
      const found = packages[`node_modules/${name}`];
      if (found?.link !== true) expect(found?.version, name).toBe(version);
    }
  });
});

it('installs from the lockfile and lets no package run a script of its own (T65)', () => {
  const bootstrap = readFileSync(join(root, 'scripts', 'bootstrap.mjs'), 'utf8');
  expect(bootstrap).toContain("'--ignore-scripts'");
  expect(bootstrap).toMatch(/npm\([^)]*'ci'/);
});
