import { spawnSync } from 'node:child_process';
import { makeCopy } from './mutants/broken-copy.ts';
import { MUTANTS } from './mutants/mutants.ts';
import type { Mutant } from './mutants/mutants.ts';

/**
 * `npm run mutants [-- words]`: breaks a copy of the project in one place after the other, and says which broken
 * builds the tests did not notice. The last line is `N passed, N failed`; a survivor is a failure.
 */
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
  copy.remove();
}
console.log(`${chosen.length - survivors.length} passed, ${survivors.length} failed`);
process.exitCode = survivors.length === 0 ? 0 : 1;

function isCaught(mutant: Mutant): boolean {
  const mend = copy.apply(mutant);
  try {
    const only = mutant.only === undefined ? [] : ['-t', mutant.only];
    const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--bail=1', ...mutant.tests, ...only], { cwd: copy.root, stdio: 'ignore', timeout: 300_000 });
    return status !== 0;
  } finally {
    mend();
  }
}
