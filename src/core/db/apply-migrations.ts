import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

// The lock number and the table are the Prisma CLI's own, so that either may apply what the other left.
const migrationLock = 72_707_369;
const lockPollMs = 100;

type Migration = { name: string; sql: string; checksum: string };
type AppliedRow = { migration_name: string; checksum: string; finished_at: Date | null };

/**
 * Applies every `<directory>/<name>/migration.sql` that the database has not seen, in name order, and returns their names.
 * Several callers may run at once: one applies, the others wait (up to `waitMs`, default 5 minutes) and find nothing to do.
 * Each file is one transaction, so a failing one leaves nothing behind but its row, which blocks later runs until it is resolved.
 * Throws an `Error` naming the migration when one failed now or earlier, or was edited after it was applied.
 */
export async function applyMigrations(options: { databaseUrl: string; directory: string; waitMs?: number }): Promise<string[]> {
  const migrations = readMigrations(options.directory);
  const client = new Client({ connectionString: options.databaseUrl, application_name: 'siderail-migrations' });
  // A lost connection also rejects the query in flight, which is where it is reported.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await takeLock(client, options.waitMs ?? 300_000);
    await client.query(createTable);
    const pending = await findPending(client, migrations);
    for (const migration of pending) await apply(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    // Closing the session releases the lock, whatever state it is in.
    await client.end();
  }
}

const createTable = `create table if not exists _prisma_migrations (
  id varchar(36) primary key,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`;

function readMigrations(directory: string): Migration[] {
  const names = readdirSync(directory).filter((name) => existsSync(join(directory, name, 'migration.sql')));
  return names.sort().map((name) => {
    const sql = readFileSync(join(directory, name, 'migration.sql'), 'utf8');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

/**
 * Polls instead of waiting inside pg_advisory_lock(): a session waiting there holds a snapshot, and CREATE INDEX
 * CONCURRENTLY in the session that has the lock would wait for that snapshot, which is a deadlock.
 */
async function takeLock(client: Client, waitMs: number): Promise<void> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [migrationLock]);
    if (rows[0]?.taken) return;
    if (Date.now() > deadline) throw new Error('another process has held the migration lock for too long');
    await sleep(lockPollMs);
  }
}

async function findPending(client: Client, migrations: Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<AppliedRow>(
    'select migration_name, checksum, finished_at from _prisma_migrations where rolled_back_at is null',
  );
  const failed = rows.find((row) => row.finished_at === null);
  if (failed) {
    throw new Error(`migration ${failed.migration_name} failed earlier: read its logs in _prisma_migrations, then clear it with "npx prisma migrate resolve"`);
  }
  const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]));
  const edited = migrations.find(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum);
  if (edited) throw new Error(`migration ${edited.name} was edited after it was applied: restore the file and add a new migration`);
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(client: Client, migration: Migration): Promise<void> {
  const id = randomUUID();
  await client.query('insert into _prisma_migrations (id, checksum, migration_name) values ($1, $2, $3)', [
    id,
    migration.checksum,
    migration.name,
  ]);
  try {
    await client.query(migration.sql);
  } catch (cause) {
    await noteFailure(client, id, cause);
    throw new Error(`migration ${migration.name} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  await client.query('update _prisma_migrations set finished_at = now(), applied_steps_count = 1 where id = $1', [id]);
}

/** The row is evidence only; when even writing it fails (a lost connection), its open `finished_at` still blocks later runs. */
async function noteFailure(client: Client, id: string, cause: unknown): Promise<void> {
  // A file with its own BEGIN may leave the session in an aborted transaction.
  await client.query('rollback').catch(() => undefined);
  await client.query('update _prisma_migrations set logs = $2 where id = $1', [id, String(cause)]).catch(() => undefined);
}
