import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { idsIn } from '../../scripts/requirements/ids-in.ts';
import { TRUST_IDS } from './trust-ids.ts';

const TESTS = join(import.meta.dirname, '..');
/** Where a name begins: of a test or a group, also at the end of a table of cases that has lines of its own. */
const NAMED = /\b(?:it|describe)(?:\(|\.each\b|\.runIf\()|^\s*\]\)\(/;

/** The ids in names of tests, and in no other line. That none is left out is held by `source-rules.test.ts`. */
function shownIn(text: string): string[] {
  return text.split('\n').filter((line) => NAMED.test(line)).flatMap(idsIn);
}

it('every threat, fault, goal and criterion of the list is named by a test that runs', () => {
  const files = readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).filter((file) => /\.test\.tsx?$/.test(file) && !file.endsWith('every-id-is-shown.test.ts'));
  const shown = new Set(files.flatMap((file) => shownIn(readFileSync(join(TESTS, file), 'utf8'))));
  const wanted = TRUST_IDS.flatMap(idsIn);

  expect(wanted).toHaveLength(135);
  expect(wanted.filter((id) => !shown.has(id))).toEqual([]);
});

it('a name is found in a table of cases, and not where a test is only spoken of', () => {
  expect(shownIn(`it('T1 and T3-T5', () => {`).toSorted()).toEqual(['T1', 'T3', 'T4', 'T5']);
  expect(shownIn(`  it.each([['a', 1]])('%s (F37)', () => {`)).toEqual(['F37']);
  expect(shownIn(`  ])('%s (F37)', () => {`)).toEqual(['F37']);
  expect(shownIn('// T2 is shown elsewhere')).toEqual([]);
});
