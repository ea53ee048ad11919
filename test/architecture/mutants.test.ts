import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MUTANTS } from '../../scripts/mutants/mutants.ts';

const ROOT = join(import.meta.dirname, '..', '..');

it('every broken build breaks a place that is there, exactly once, and names tests that are there: one that broke nothing would say that a test is good', () => {
  const places = MUTANTS.flatMap(({ name, also, file, find }) => [{ name, file, find }, ...(also === undefined ? [] : [{ name, ...also }])]);

  expect(places.filter(({ file, find }) => !existsSync(join(ROOT, file)) || readFileSync(join(ROOT, file), 'utf8').split(find).length !== 2)).toEqual([]);
  expect(MUTANTS.filter(({ tests }) => tests.length === 0 || tests.some((test) => !existsSync(join(ROOT, test)))).map(({ name }) => name)).toEqual([]);
});

it('a broken build that breaks a function of the database breaks the one that holds: a later migration does not replace it', () => {
  const migrations = readdirSync(join(ROOT, 'prisma', 'migrations')).filter((name) => /^\d/.test(name)).map((name) => `prisma/migrations/${name}/migration.sql`).toSorted();
  const replaced = MUTANTS.filter(({ file, find }) => {
    const name = migrations.includes(file) ? functionAround(readFileSync(join(ROOT, file), 'utf8'), find) : null;
    return name !== null && migrations.slice(migrations.indexOf(file) + 1).some((later) => readFileSync(join(ROOT, later), 'utf8').includes(`FUNCTION ${name}(`));
  });

  expect(replaced.map(({ name }) => name)).toEqual([]);
});

/** The function whose text holds this place; null when no function does. */
function functionAround(sql: string, place: string): string | null {
  const before = sql.slice(0, sql.indexOf(place));
  const begins = [...before.matchAll(/CREATE (?:OR REPLACE )?FUNCTION (\w+)\(/g)].at(-1);
  return begins === undefined || before.slice(begins.index).includes('$$;') ? null : begins[1]!;
}
