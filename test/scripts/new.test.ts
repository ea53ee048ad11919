import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { KINDS } from '../../scripts/new/kinds.ts';
import { makeNew } from '../../scripts/new/make-new.ts';

const root = join(import.meta.dirname, '..', '..');
const copy = mkdtempSync(join(tmpdir(), 'siderail-new-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

it('makes an action, a job and a workflow action that are registered and whose types are right', () => {
  for (const folder of ['src', 'server', 'hubspot-project/app/packages/contract', 'hubspot-project/app/workflow-actions']) cpSync(join(root, folder), join(copy, folder), { recursive: true });
  for (const file of ['package.json', 'tsconfig.json']) cpSync(join(root, file), join(copy, file));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

  const made = KINDS.map((kind) => makeNew(copy, kind, `brand-new-${kind.kind}`));

  for (const file of made.flat()) expect(existsSync(join(copy, file)), file).toBe(true);
  const registry = readFileSync(join(copy, 'src', 'registry.ts'), 'utf8');
  for (const name of ['brandNewActionAction', 'brandNewJobJob', 'brandNewWorkflowWorkflow']) expect(registry.split(name)).toHaveLength(3);
  execFileSync(process.execPath, [join(root, 'node_modules', 'typescript', 'lib', 'tsc.js'), '--noEmit', '-p', copy], { stdio: 'pipe' });
}, 120_000);

it('refuses a name that is taken or is none', () => {
  const [action] = KINDS;

  expect(() => makeNew(copy, action!, 'brand-new-action')).toThrow('there already');
  expect(() => makeNew(copy, action!, '../Evil')).toThrow('is no name');
});
