import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const config = '.dependency-cruiser.mjs';

/** Writes the files into a project of their own and returns, for each file, the rules that dependency-cruiser says it breaks. */
function brokenRules(files: Record<string, string>): Map<string, string[]> {
  const project = mkdtempSync(join(tmpdir(), 'siderail-walls-'));
  try {
    for (const file of [config, 'tsconfig.json', 'package.json']) copyFileSync(join(root, file), join(project, file));
    symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(project, dirname(path)), { recursive: true });
      writeFileSync(join(project, path), text);
    }
    return cruise(project, [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? ''))]);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

function cruise(project: string, folders: string[]): Map<string, string[]> {
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const { stdout } = spawnSync(process.execPath, [cruiser, '--config', config, '--output-type', 'json', ...folders], {
    cwd: project,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const report = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
  const byFile = new Map<string, string[]>();
  for (const { from, rule } of report.summary.violations) byFile.set(from, [...(byFile.get(from) ?? []), rule.name]);
  return byFile;
}

const leaf = 'export const leaf = 1;\n';
const uses = (path: string): string => `import { leaf } from '${path}';\nexport const used = leaf;\n`;
const imports = (name: string, from: string): string => `import { ${name} } from '${from}';\nexport const used = ${name};\n`;

const targets = {
  'src/core/leaf.ts': leaf,
  'src/core/a7.ts': uses('./a6.ts'),
  'src/core/db/generated/client.ts': leaf,
  'src/views/index.ts': leaf,
  'src/exports/inner.ts': leaf,
  'src/registry.ts': leaf,
  'src/sources/postgres/inner.ts': leaf,
  'server/edge.ts': leaf,
  'sandbox/fake.ts': leaf,
  'scripts/tool.ts': leaf,
  'test/support/helper.ts': leaf,
};

const breaches: [rule: string, when: string, file: string, text: string][] = [
  ['src-never-imports-server', 'the domain imports an edge', 'src/views/a1.ts', uses('../../server/edge.ts')],
  ['registry-only-from-server', 'a feature imports the registry', 'src/views/a2.ts', uses('../registry.ts')],
  ['core-imports-core-only', 'core imports a feature', 'src/core/a1.ts', uses('../views/index.ts')],
  ['jobs-and-hubspot-import-core-only', 'jobs imports a feature', 'src/jobs/a1.ts', uses('../views/index.ts')],
  ['jobs-and-hubspot-import-core-only', 'the gateway imports a feature', 'src/hubspot/a1.ts', uses('../views/index.ts')],
  ['context-below-features', 'the context imports a feature', 'src/context/a1.ts', uses('../views/index.ts')],
  ['features-meet-at-index', 'a feature reaches behind the index of another', 'src/views/a3.ts', uses('../exports/inner.ts')],
  ['source-is-an-island', 'a source imports a feature', 'src/sources/mysql/a1.ts', uses('../../views/index.ts')],
  ['source-is-an-island', 'a source imports another source', 'src/sources/mysql/a2.ts', uses('../postgres/inner.ts')],
  ['source-is-an-island', 'what databases share imports one of them', 'src/sources/database/a1.ts', uses('../postgres/inner.ts')],
  ['hubspot-source-knows-only-the-gateway', 'the HubSpot source imports a feature', 'src/sources/hubspot/a1.ts', uses('../../views/index.ts')],
  ['express-only-in-server', 'the domain imports express', 'src/views/a4.ts', imports('Router', 'express')],
  ['prisma-client-only-in-db-and-stores', 'a feature imports the database client', 'src/views/a5.ts', uses('../core/db/generated/client.ts')],
  ['nothing-imports-the-sandbox', 'an edge imports the sandbox', 'server/a1.ts', uses('../sandbox/fake.ts')],
  ['sandbox-stands-apart', 'the sandbox imports the domain', 'sandbox/a1.ts', uses('../src/core/leaf.ts')],
  ['hubspot-project-is-closed', 'a card imports from outside its project', 'hubspot-project/app/cards/a1.tsx', uses('../../../src/core/leaf.ts')],
  ['nothing-imports-tests', 'the domain imports test code', 'src/core/a2.ts', uses('../../test/support/helper.ts')],
  ['domain-imports-no-scripts', 'the domain imports a script', 'src/core/a3.ts', uses('../../scripts/tool.ts')],
  ['no-development-packages-in-production', 'the domain imports a development package', 'src/core/a4.ts', imports('http', 'msw')],
  ['no-unresolvable', 'a file imports what is not there', 'src/core/a5.ts', uses('./missing.ts')],
  ['no-circular', 'two files import each other', 'src/core/a6.ts', uses('./a7.ts')],
];

let broken: Map<string, string[]>;
beforeAll(() => {
  broken = brokenRules({ ...targets, ...Object.fromEntries(breaches.map(([, , file, text]) => [file, text])) });
});

it.each(breaches)('reports %s when %s', (rule, _when, file) => {
  expect(broken.get(file) ?? []).toContain(rule);
});

it('lets through what the map allows', () => {
  const allowed = {
    'server/app.ts': uses('../src/registry.ts'),
    'src/registry.ts': uses('./views/index.ts'),
    'src/views/index.ts': uses('./view-table.ts'),
    'src/views/view-table.ts': uses('../exports/index.ts'),
    'src/exports/index.ts': uses('../core/errors/app-error.ts'),
    'src/exports/exports.store.ts': uses('../core/db/generated/client.ts'),
    'src/core/db/generated/client.ts': leaf,
    'src/core/errors/app-error.ts': leaf,
    'src/sources/define-source.ts': leaf,
    'src/sources/mysql/index.ts': uses('../define-source.ts'),
  };

  expect([...brokenRules(allowed)]).toEqual([]);
});
