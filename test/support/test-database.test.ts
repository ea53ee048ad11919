import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

it('gives every test a migrated database whose owner cannot bypass row-level security', async () => {
  const [role] = await ask(database.url, 'select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user');
  const [migrations] = await ask(database.url, 'select count(*)::int > 0 as applied from _prisma_migrations');

  expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false });
  expect(migrations).toEqual({ applied: true });
});

it('keeps what one test writes out of the database of another', async () => {
  const other = await createTestDatabase();
  await ask(database.url, 'create table only_here (n int)');

  const seen = await ask(other.url, `select to_regclass('only_here') as found`);
  await other.drop();

  expect(seen).toEqual([{ found: null }]);
});

it('gives an empty database in UTF-8 on request', async () => {
  const empty = await createEmptyDatabase();

  const tables = await ask(empty.url, `select tablename from pg_tables where schemaname = 'public'`);
  const [encoding] = await ask(empty.url, 'show server_encoding');
  await empty.drop();

  expect(tables).toEqual([]);
  expect(encoding).toEqual({ server_encoding: 'UTF8' });
});
