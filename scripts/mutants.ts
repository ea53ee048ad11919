import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { MUTANTS } from './mutants/mutants.ts';
import type { Mutant } from './mutants/mutants.ts';

/**
 * `npm run mutants [-- words]`: breaks a copy of the project in one place after the other, and says which broken
 * builds the tests did not notice. The last line is `N passed, N failed`; a survivor is a failure.
 */
const ROOT = join(import.meta.dirname, '..');
const LEFT_OUT = new Set(['node_modules', '.data', '.git', 'test-results']);

const words = process.argv.slice(2).join(' ').toLowerCase();
const chosen = MUTANTS.filter((mutant) => mutant.name.toLowerCase().includes(words));
const copy = makeCopy();
const survivors: string[] = [];
try {
  for (const mutant of chosen) {
    const caught = isCaught(mutant);
    console.log(`${caught ? 'caught  ' : 'SURVIVED'}  ${mutant.name}`);
    if (!caught) survivors.push(mutant.name);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`${chosen.length - survivors.length} passed, ${survivors.length} failed`);
process.exitCode = survivors.length === 0 ? 0 : 1;

function makeCopy(): string {
  const target = mkdtempSync(join(tmpdir(), 'siderail-mutants-'));
  cpSync(ROOT, target, { recursive: true, filter: (path) => !path.slice(ROOT.length).split(sep).some((name) => LEFT_OUT.has(name)) });
  for (const owner of ['.', 'sandbox', 'hubspot-project/app']) symlinkSync(join(ROOT, owner, 'node_modules'), join(target, owner, 'node_modules'));
  return target;
}

function isCaught(mutant: Mutant): boolean {
  const file = join(copy, mutant.file);
  const sound = readFileSync(file, 'utf8');
  if (sound.split(mutant.find).length !== 2) throw new Error(`${mutant.name}: its text is not exactly once in ${mutant.file}`);
  writeFileSync(file, sound.replace(mutant.find, () => mutant.replace));
  try {
    const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--bail=1', ...mutant.tests], { cwd: copy, stdio: 'ignore', timeout: 300_000 });
    return status !== 0;
  } finally {
    writeFileSync(file, sound);
  }
}
