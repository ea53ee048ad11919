import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { TestSpecification, Vitest } from 'vitest/node';
import { SpreadFiles } from './spread-files.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const CHAOS = ['crash-points', 'random-kills', 'crash-points-s3', 'poison-jobs', 'bad-lines', 'side-effects'].map((name) => `test/chaos/${name}.test.ts`);
const UNIT = Array.from({ length: 12 }, (_, n) => `test/exports/nr-${n}.test.ts`);

/** As many seconds as its name is long, so that an order is there to be kept. */
const ran = (path: string) => ({ failed: false, duration: path.length });
const file = (path: string, name: string): TestSpecification => ({ moduleId: join(ROOT, path), project: { name, config: { root: ROOT, isolate: true, sequence: { groupOrder: 0 } } } }) as unknown as TestSpecification;

it('every test file runs once, the longest first, and those that wait are spread over the whole run', async () => {
  const sequencer = new SpreadFiles({ cache: { getTestSpecificationResult: (one: TestSpecification) => ran(one.moduleId) } } as unknown as Vitest);
  const files = [...CHAOS.map((path) => file(path, 'chaos')), ...UNIT.map((path) => file(path, 'unit'))];

  const sorted = await sequencer.sort(files);

  expect(new Set(sorted)).toEqual(new Set(files));
  expect(sorted).toHaveLength(files.length);
  const names = sorted.map(({ moduleId }) => moduleId.slice(ROOT.length + 1));
  expect(CHAOS.slice(0, 3)).toContain(names[0]);
  // Of the 18, each third holds two that wait.
  for (const from of [0, 6, 12]) expect(names.slice(from, from + 6).filter((name) => CHAOS.includes(name)), String(from)).toHaveLength(2);
  for (const name of CHAOS.slice(0, 3)) expect(names.indexOf(name), name).toBeLessThan(9);
});

it('also of one kind alone, or of no file at all', async () => {
  const sequencer = new SpreadFiles({ cache: { getTestSpecificationResult: () => ran('') } } as unknown as Vitest);

  expect(await sequencer.sort([])).toEqual([]);
  for (const only of [CHAOS.map((path) => file(path, 'chaos')), UNIT.map((path) => file(path, 'unit'))]) expect(new Set(await sequencer.sort(only))).toEqual(new Set(only));
});

it('the files that begin first are there', () => {
  for (const path of CHAOS) expect(existsSync(join(ROOT, path)), path).toBe(true);
});
