import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { KINDS } from '../../scripts/new/kinds.ts';
import { makeCard } from '../../scripts/new/make-card.ts';
import { makeNew } from '../../scripts/new/make-new.ts';
import { makeSource } from '../../scripts/new/make-source.ts';

const root = join(import.meta.dirname, '..', '..');
const BARE = `export default { test: { include: ['test/sources/**/*.test.ts'] } };\n`;
const copy = mkdtempSync(join(tmpdir(), 'siderail-new-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

it('makes an action, a job, a workflow action, a source and a card that are registered and whose types are right, and the source’s own test passes', () => {
  for (const folder of ['src', 'server', 'hubspot-project/app/packages/contract', 'hubspot-project/app/workflow-actions']) cpSync(join(root, folder), join(copy, folder), { recursive: true });
  for (const file of ['package.json', 'tsconfig.json']) cpSync(join(root, file), join(copy, file));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

  mkdirSync(join(copy, 'test', 'cards'), { recursive: true });
  cpSync(join(root, 'test', 'cards', 'bundles.test.ts'), join(copy, 'test', 'cards', 'bundles.test.ts'));
  cpSync(join(root, 'hubspot-project', 'app', 'cards'), join(copy, 'hubspot-project', 'app', 'cards'), { recursive: true, filter: (from) => !from.endsWith('node_modules') });

  const cards = join(copy, 'hubspot-project', 'app', 'cards');
  writeFileSync(join(copy, 'vitest.config.mjs'), BARE);

  const made = [...KINDS.map((kind) => makeNew(copy, kind, `brand-new-${kind.kind}`)), makeSource(copy, 'brand-new-source'), makeCard(copy, 'brand-new-card')];

  for (const file of made.flat()) expect(existsSync(join(copy, file)), file).toBe(true);
  const registry = readFileSync(join(copy, 'src', 'registry.ts'), 'utf8');
  for (const name of ['brandNewActionAction', 'brandNewJobJob', 'brandNewWorkflowWorkflow', 'brandNewSourceSource']) expect(registry.split(name)).toHaveLength(3);
  execFileSync(process.execPath, [join(root, 'node_modules', 'typescript', 'lib', 'tsc.js'), '--noEmit', '-p', copy], { stdio: 'pipe' });
  execFileSync(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--root', copy, '--config', join(copy, 'vitest.config.mjs')], { stdio: 'pipe' });
  const metas = readdirSync(cards).filter((file) => file.endsWith('-hsmeta.json')).map((file) => JSON.parse(readFileSync(join(cards, file), 'utf8')) as { uid: string; config: { entrypoint: string } });
  expect(new Set(metas.map(({ uid }) => uid)).size).toBe(metas.length);
  expect(metas.find(({ uid }) => uid === 'brand_new_card')?.config.entrypoint).toBe('/app/cards/BrandNewCard.tsx');
  expect(readFileSync(join(copy, 'test', 'cards', 'bundles.test.ts'), 'utf8')).toContain(`['cards', 'BrandNewCard']`);
}, 300_000);

it('refuses a name that is taken or is none', () => {
  const [action] = KINDS;

  expect(() => makeNew(copy, action!, 'brand-new-action')).toThrow('there already');
  expect(() => makeNew(copy, action!, '../Evil')).toThrow('is no name');
  expect(() => makeSource(copy, 'mysql')).toThrow('there already');
  expect(() => makeCard(copy, 'help-desk')).toThrow('there already');
});
