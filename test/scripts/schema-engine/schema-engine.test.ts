import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { applyMigrations } from '../../../src/core/db/apply-migrations.ts';
import { createEmptyDatabase, type TestDatabase } from '../../support/test-database.ts';
import { runPrisma, scratchProject } from './run-prisma.ts';

const slow = 60_000;
const model = 'model Pet {\n  id Int @id\n  name String\n}\n';
const firstMigration = 'CREATE TABLE "Pet" ("id" INTEGER NOT NULL, "name" TEXT NOT NULL, CONSTRAINT "Pet_pkey" PRIMARY KEY ("id"));\n';

let database: TestDatabase;
const folders: string[] = [];

beforeEach(async () => {
  database = await createEmptyDatabase();
});

afterEach(async () => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

function project(schema: string, migrations: Record<string, string>): string {
  const folder = scratchProject(schema, migrations);
  folders.push(folder);
  return folder;
}

function prisma(folder: string, ...args: string[]): Promise<{ code: number; output: string }> {
  return runPrisma(args, { databaseUrl: database.adminUrl, folder });
}

async function ask(sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

it('deploys functions, and semicolons inside comments and strings, that the runner then finds applied', async () => {
  const body = `${firstMigration}-- a comment; with a semicolon\nCREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN 'a;b'; END; $$;\n`;
  const folder = project(model, { '1_first': body });

  const deployed = await prisma(folder, 'migrate', 'deploy');
  const applied = await applyMigrations({ databaseUrl: database.adminUrl, directory: join(folder, 'migrations') });

  expect(deployed).toMatchObject({ code: 0 });
  expect(applied).toEqual([]);
  expect(await ask('select f()')).toEqual([{ f: 'a;b' }]);
}, slow);

it('finds everything up to date after the runner', async () => {
  const folder = project(model, { '1_first': firstMigration });
  await applyMigrations({ databaseUrl: database.adminUrl, directory: join(folder, 'migrations') });

  const status = await prisma(folder, 'migrate', 'status');

  expect(status.output).toContain('Database schema is up to date');
  expect(status.code).toBe(0);
}, slow);

it('fails on a migration that fails, and leaves nothing of it behind', async () => {
  const folder = project(model, { '1_first': `${firstMigration}SELECT 1 / 0;\n` });

  const deployed = await prisma(folder, 'migrate', 'deploy');

  expect(deployed.code).not.toBe(0);
  expect(deployed.output).toContain('division by zero');
  expect(await ask(`select to_regclass('"Pet"') as pet`)).toEqual([{ pet: null }]);
}, slow);

it('reports a schema that says more than the migrations, without touching the database it was given', async () => {
  const folder = project(model.replace('name String', 'name String\n  age Int?'), { '1_first': firstMigration });

  const diff = await prisma(folder, 'migrate', 'diff', '--from-migrations', 'migrations', '--to-schema', 'schema.prisma', '--script', '--exit-code');

  expect(diff.output).toContain('ADD COLUMN     "age" INTEGER');
  expect(diff.code).toBe(2);
  expect(await ask(`select to_regclass('"Pet"') as pet`)).toEqual([{ pet: null }]);
  // Other test files make shadow databases in the same cluster, each for a second or two.
  const shadows = (): Promise<unknown> => ask(`select datname from pg_database where datname like 'prisma_migrate_shadow_db_%'`);
  await expect.poll(shadows, { timeout: 30_000 }).toEqual([]);
}, slow);

it('writes and applies the next migration in development', async () => {
  const folder = project(model, {});

  const dev = await prisma(folder, 'migrate', 'dev', '--name', 'pets');

  expect(dev).toMatchObject({ code: 0 });
  expect(readdirSync(join(folder, 'migrations')).some((name) => name.endsWith('_pets'))).toBe(true);
  expect(await ask('select * from "Pet"')).toEqual([]);
}, slow);

it('says that the password is wrong, not that the server is away', async () => {
  const folder = project(model, { '1_first': firstMigration });
  const wrong = new URL(database.url);
  wrong.password = 'wrong';

  const deployed = await runPrisma(['migrate', 'deploy'], { databaseUrl: wrong.toString(), folder });

  expect(deployed.output).toContain('P1000');
  expect(deployed.code).not.toBe(0);
}, slow);
