import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { applyMigrations } from '../../../src/core/db/apply-migrations.ts';
import { createEmptyDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let directory = '';

beforeEach(async () => {
  database = await createEmptyDatabase();
  directory = mkdtempSync(join(tmpdir(), 'siderail-migrations-'));
});

afterEach(async () => {
  rmSync(directory, { recursive: true, force: true });
  await database.drop();
});

function write(name: string, sql: string): void {
  mkdirSync(join(directory, name), { recursive: true });
  writeFileSync(join(directory, name, 'migration.sql'), sql);
}

function run(): Promise<string[]> {
  return applyMigrations({ databaseUrl: database.url, directory });
}

async function ask(sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

it('applies new migrations in name order and nothing the second time', async () => {
  write('2_second', 'alter table a add column m int;');
  write('1_first', `create table a (n int); create function f() returns int language sql as $$ select 1; $$; -- a ; in a comment`);

  expect(await run()).toEqual(['1_first', '2_second']);
  expect(await run()).toEqual([]);
  expect(await ask('select n, m from a')).toEqual([]);
});

it('applies every migration once when three processes start together', async () => {
  write('1_first', 'create table a (n int); select pg_sleep(0.2);');
  write('2_second', 'insert into a values (1);');

  const applied = await Promise.all([run(), run(), run()]);

  expect(applied.flat().sort()).toEqual(['1_first', '2_second']);
  expect(await ask('select n from a')).toEqual([{ n: 1 }]);
});

it('refuses a migration that was edited after it was applied', async () => {
  write('1_first', 'create table a (n int);');
  await run();
  write('1_first', 'create table a (n bigint);');

  await expect(run()).rejects.toThrow('migration 1_first was edited after it was applied');
});

it('names a migration that fails, leaves nothing of it behind, and goes no further until it is resolved', async () => {
  write('1_first', 'create table a (n int); select 1 / 0;');
  write('2_second', 'create table b (n int);');

  await expect(run()).rejects.toThrow('migration 1_first failed: division by zero');
  await expect(run()).rejects.toThrow('migration 1_first failed earlier');

  expect(await ask(`select to_regclass('a') as a, to_regclass('b') as b`)).toEqual([{ a: null, b: null }]);
  expect(await ask('select logs from _prisma_migrations')).toEqual([{ logs: 'error: division by zero' }]);
});

it('keeps the evidence of a failure inside a transaction of the migration itself', async () => {
  write('1_first', 'begin; create table a (n int); select 1 / 0; commit;');

  await expect(run()).rejects.toThrow('division by zero');

  expect(await ask('select logs is not null as told from _prisma_migrations')).toEqual([{ told: true }]);
});

it('builds an index concurrently while another process waits for its turn', async () => {
  write('1_first', 'create table a (n int); insert into a select generate_series(1, 200000);');
  await run();
  write('2_index', 'create index concurrently a_n on a (n);');

  const applied = await Promise.all([run(), run(), run()]);

  expect(applied.flat()).toEqual(['2_index']);
  expect(await ask(`select indisvalid from pg_index where indexrelid = 'a_n'::regclass`)).toEqual([{ indisvalid: true }]);
});

it('gives up with a sentence when another process holds the lock for too long', async () => {
  write('1_first', 'create table a (n int);');
  const holder = new Client({ connectionString: database.url });
  await holder.connect();
  await holder.query('select pg_advisory_lock(72707369)');

  const waiting = applyMigrations({ databaseUrl: database.url, directory, waitMs: 300 });

  await expect(waiting).rejects.toThrow('another process has held the migration lock');
  await holder.end();
});
