import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';

/** Names of the migrations that the database has not (wholly) applied, in order. Changes nothing. */
export async function pendingMigrations(pool: pg.Pool, directory: string): Promise<readonly string[]> {
  const { rows: [table] } = await pool.query<{ there: boolean }>(`select to_regclass('_prisma_migrations') is not null as there`);
  const { rows } = table?.there === true
    ? await pool.query<{ name: string }>('select migration_name as name from _prisma_migrations where rolled_back_at is null and finished_at is not null')
    : { rows: [] };
  const applied = new Set(rows.map(({ name }) => name));
  return readdirSync(directory).filter((name) => existsSync(join(directory, name, 'migration.sql')) && !applied.has(name)).sort();
}
