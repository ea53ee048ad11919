import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { chooseMutants } from '../../scripts/mutants/choose-mutants.ts';
import type { Mutant } from '../../scripts/mutants/mutants.ts';
import { openNotes } from '../../scripts/mutants/notes.ts';
import { judge } from '../../scripts/mutants/try-mutant.ts';

const mutant = (name: string): Mutant => ({ name, file: 'src/a.ts', find: 'a', replace: 'b', tests: ['test/a.test.ts'] });
const ALL = ['first', 'second: wall', 'third: wall', 'fourth'].map(mutant);
const file = (...results: readonly [string, string][]) => ({ testResults: [{ status: 'failed', assertionResults: results.map(([fullName, status]) => ({ fullName, status })) }] });

it('a broken build is caught by a test that failed, and not by tests that could not run (S2.28)', () => {
  expect(judge(1, file(['keeps it', 'passed'], ['closes it', 'failed']))).toEqual({ end: 'caught', by: 'closes it' });
  expect(judge(0, file(['keeps it', 'passed'], ['left out', 'skipped']))).toEqual({ end: 'survived', by: null });
  expect(judge(0, file(['keeps it', 'skipped']))).toEqual({ end: 'unclear', by: 'no test has this name' });
  expect(judge(1, { testResults: [{ status: 'failed', message: 'Cannot find module\nat …', assertionResults: [] }] })).toEqual({ end: 'unclear', by: 'Cannot find module' });
  expect(judge(1, null)).toEqual({ end: 'unclear', by: 'the tests did not start' });
});

it('broken builds are tried by words and numbers, the newest first, and those noted as caught are left out', () => {
  const numbers = (wish: Partial<Parameters<typeof chooseMutants>[1]>): number[] => chooseMutants(ALL, { words: '', from: 1, to: ALL.length, isDone: () => false, ...wish }).map(({ number }) => number);

  expect(numbers({})).toEqual([4, 3, 2, 1]);
  expect(numbers({ words: 'WALL' })).toEqual([3, 2]);
  expect(numbers({ from: 2, to: 3 })).toEqual([3, 2]);
  expect(numbers({ isDone: ({ name }) => name !== 'first' })).toEqual([1]);
});

it('what was caught is known to the next run, until the break is another one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'siderail-notes-'));
  try {
    const path = join(folder, 'deep', 'mutants.jsonl');
    const notes = openNotes(path);
    notes.write(ALL[0]!, { end: 'survived', by: null }, 3);
    notes.write(ALL[1]!, { end: 'caught', by: 'closes it' }, 3);
    notes.write(ALL[0]!, { end: 'caught', by: 'closes it' }, 4);

    const again = openNotes(path);

    expect(ALL.map((one) => again.isCaught(one))).toEqual([true, true, false, false]);
    expect(again.isCaught({ ...ALL[1]!, replace: 'c' })).toBe(false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
