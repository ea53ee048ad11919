import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findContractions } from '../../src/core/db/index.ts';

const MIGRATIONS = join(import.meta.dirname, '..', '..', 'prisma', 'migrations');
/** From before the rule; every database that exists has them. */
const BEFORE_THE_RULE = '20261128050700_operations';

it('no migration takes away what the version before still uses, unless it says why nothing does (T67)', () => {
  const names = readdirSync(MIGRATIONS).filter((name) => name >= BEFORE_THE_RULE && existsSync(join(MIGRATIONS, name, 'migration.sql')));
  const unmarked = names.flatMap((name) => findContractions(readFileSync(join(MIGRATIONS, name, 'migration.sql'), 'utf8')).filter(({ marked }) => !marked).map(({ why, statement }) => `${name} ${why}: ${statement}`));

  expect(names).toContain(BEFORE_THE_RULE);
  expect(unmarked).toEqual([]);
});

it.each([
  ['ALTER TABLE "jobs" DROP COLUMN "title";', 'drops a column'],
  ['alter table jobs\n  alter column "title" type varchar(10)', 'changes a type'],
  ['ALTER TABLE jobs RENAME COLUMN title TO name;', 'renames'],
  ['DROP TABLE jobs;', 'drops a table'],
  ['ALTER TABLE jobs ADD COLUMN a INTEGER, ADD COLUMN b TEXT NOT NULL;', 'adds a required column without a default'],
  ['ALTER TABLE jobs ALTER COLUMN title SET NOT NULL;', 'makes a column required that the version before may leave empty'],
  ['TRUNCATE jobs;', 'empties a table'],
])('%s is noticed', (sql, why) => {
  expect(findContractions(sql)).toMatchObject([{ why, marked: false }]);
  expect(findContractions(`-- contract: since 2.0; nobody reads it\n${sql}`)).toMatchObject([{ why, marked: true }]);
});

it.each([
  'ALTER TABLE jobs ADD COLUMN a INTEGER NOT NULL DEFAULT 0, ADD COLUMN b TEXT;',
  'ALTER TABLE jobs DROP CONSTRAINT c; ALTER TABLE jobs ADD CONSTRAINT c CHECK (true);',
  '-- one day: drop table jobs; then rename it\nCREATE TABLE fine (id INTEGER NOT NULL);',
  'CREATE TRIGGER t BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION f();',
  'CREATE FUNCTION f() RETURNS VOID LANGUAGE sql AS $$ delete from a; drop table b $$;',
])('what only adds is not: %s', (sql) => {
  expect(findContractions(sql)).toEqual([]);
});
