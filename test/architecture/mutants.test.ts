import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MUTANTS } from '../../scripts/mutants/mutants.ts';

const ROOT = join(import.meta.dirname, '..', '..');

it('every broken build breaks a place that is there, exactly once, and names tests that are there: one that broke nothing would say that a test is good', () => {
  const places = MUTANTS.flatMap(({ name, also, file, find }) => [{ name, file, find }, ...(also === undefined ? [] : [{ name, ...also }])]);

  expect(places.filter(({ file, find }) => !existsSync(join(ROOT, file)) || readFileSync(join(ROOT, file), 'utf8').split(find).length !== 2)).toEqual([]);
  expect(MUTANTS.filter(({ tests }) => tests.length === 0 || tests.some((test) => !existsSync(join(ROOT, test)))).map(({ name }) => name)).toEqual([]);
});
