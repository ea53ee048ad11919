import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { dataDirectory } from '../../scripts/data-directory.ts';
import { makeCopy } from '../../scripts/mutants/broken-copy.ts';
import type { BrokenCopy } from '../../scripts/mutants/broken-copy.ts';
import { MUTANTS } from '../../scripts/mutants/mutants.ts';
import type { Mutant } from '../../scripts/mutants/mutants.ts';

const NAMES = ['no truncate', 'checkpoint before durability', 'no fence'];
const BROKEN: Mutant[] = NAMES.map((name) => MUTANTS.find((mutant) => mutant.name.startsWith(`${name}:`))!);

/** The chaos tests a mutant names, run in the copy on this run's own database cluster. */
async function runTests({ root }: BrokenCopy, files: readonly string[], only: string): Promise<{ passed: boolean; output: string }> {
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project=chaos', '--bail=1', ...files, '-t', only];
  const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDirectory(), CHAOS_LANES: '1', NO_COLOR: '1' };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { output += text; });
  const [code] = (await once(child, 'exit')) as [number | null];
  return { passed: code === 0, output };
}

describe.concurrent('the chaos tests', () => {
  it.each(BROKEN)('notice a build with $name (F2, F3)', async (mutant) => {
    const copy = makeCopy();
    try {
      copy.apply(mutant);
      const { passed, output } = await runTests(copy, mutant.tests, mutant.only!);

      expect(passed).toBe(false);
      // Noticed by what became of an export, and not because the copy could not run at all.
      expect(output).toMatch(/orders as (csv|xlsx) [0-9a-f-]{36}: .* undisturbed/);
    } finally {
      copy.remove();
    }
  }, 300_000);

  it('have nothing to say against a copy that is not broken', async () => {
    const copy = makeCopy();
    try {
      const wanted = new Set(BROKEN.map(({ only }) => only));
      const { passed, output } = await runTests(copy, [...new Set(BROKEN.flatMap(({ tests }) => tests))], [...wanted].join('|'));

      expect(output).toMatch(new RegExp(`Tests\\s+${wanted.size} passed`));
      expect(passed).toBe(true);
    } finally {
      copy.remove();
    }
  }, 300_000);
});
