import { join } from 'node:path';
import pg from 'pg';
import { checkIsolation, pendingMigrations } from '../../src/core/db/index.ts';
import { environmentFingerprint } from '../fence/environment-fingerprint.ts';
import { checkPooler } from './check-pooler.ts';
import { fine, wrong, type Finding } from './finding.ts';

const MIGRATIONS = join(import.meta.dirname, '..', '..', 'prisma', 'migrations');
const MOST_SKEW_MS = 5_000;
/** A job that waits longer than this with nothing taking it means that nobody works. */
const WAITING_SECONDS = 60;

/** The database: there, with a role that cannot look into other portals, up to date, its clock ours, no pooler that swaps connections, and somebody at work. */
export async function checkDatabase(url: string, now: () => number, origin: string | null = null): Promise<readonly Finding[]> {
  const pool = new pg.Pool({ connectionString: url, max: 2, connectionTimeoutMillis: 5_000, query_timeout: 10_000 });
  pool.on('error', () => undefined);
  try {
    const reached = await checkReachable(pool, now);
    if (reached.some(({ ok }) => !ok)) return reached;
    const [migrated, pooler] = await Promise.all([checkMigrations(pool), checkPooler(url)]);
    return [...reached, pooler, migrated, await checkRole(pool), ...(migrated.ok ? [...(origin === null ? [] : [await checkArmed(pool, { databaseUrl: url, origin })]), ...(await checkWorkers(pool))] : [])];
  } finally {
    await pool.end();
  }
}

async function checkReachable(pool: pg.Pool, now: () => number): Promise<readonly Finding[]> {
  const what = 'Database reachable';
  try {
    const asked = now();
    const { rows } = await pool.query<{ version: number; at: number; readonly: string }>(
      `select current_setting('server_version_num')::integer / 10000 as version, extract(epoch from clock_timestamp())::float8 * 1000 as at, current_setting('transaction_read_only') as readonly`);
    const { version, at, readonly } = rows[0]!;
    const skew = Math.round(at - (asked + now()) / 2);
    return [
      version < 15 ? wrong(what, `PostgreSQL ${version} is too old`, 'Use PostgreSQL 15 or newer') : fine(what, `PostgreSQL ${version}`),
      readonly === 'on' ? wrong('Database writable', 'The database takes no writes: a standby, or a failover is going on', 'Point DATABASE_URL at the primary') : fine('Database writable'),
      Math.abs(skew) > MOST_SKEW_MS ? wrong('Clock', `This machine and the database are ${skew} ms apart`, 'Let both take their time from NTP: signatures of cards are refused when a clock is wrong') : fine('Clock', `${skew} ms from the database’s`),
    ];
  } catch (thrown) {
    return [wrong(what, reasonOf(thrown), 'Check host, port, user and password in DATABASE_URL, and that PostgreSQL runs (npm start brings its own)')];
  }
}

async function checkMigrations(pool: pg.Pool): Promise<Finding> {
  const what = 'Migrations';
  try {
    const pending = await pendingMigrations(pool, MIGRATIONS);
    return pending.length === 0 ? fine(what) : wrong(what, `${pending.length} not applied, the first is ${pending[0]}`, 'npm run migrate');
  } catch (thrown) {
    return wrong(what, reasonOf(thrown), 'npm run migrate');
  }
}

async function checkRole(pool: pg.Pool): Promise<Finding> {
  const what = 'Row-level security';
  try {
    await checkIsolation(pool);
    return fine(what);
  } catch (thrown) {
    return wrong(what, reasonOf(thrown), 'Create a role without SUPERUSER and BYPASSRLS that owns the database, use it in DATABASE_URL, then npm run migrate');
  }
}

/** A database that another environment marked is a copy, or somebody else's: nothing is sent from here until `npm run arm`. */
async function checkArmed(pool: pg.Pool, at: { readonly databaseUrl: string; readonly origin: string }): Promise<Finding> {
  const what = 'Environment armed';
  const { rows: [mark] } = await pool.query<{ fingerprint: string; origin: string }>('select fingerprint, origin from environment_mark');
  if (mark === undefined) return fine(what, 'by the first process that starts');
  return mark.fingerprint === await environmentFingerprint(pool, at) ? fine(what) : wrong(what, `This database belongs to ${mark.origin}: here nothing is sent and nobody is called`, `If it is yours now: npm run arm -- --origin ${at.origin}`);
}

/** Workers listen on a channel for as long as they live, and every session of our own role can be seen. */
async function checkWorkers(pool: pg.Pool): Promise<readonly Finding[]> {
  const { rows: [listening] } = await pool.query<{ workers: number }>(
    `select count(*)::integer as workers from pg_stat_activity where datname = current_database() and query ilike 'listen "job_line"%'`);
  const { rows: [line] } = await pool.query<{ waiting: number; seconds: number | null }>(
    `select count(*)::integer as waiting, extract(epoch from max(clock_timestamp() - ready_at))::integer as seconds from job_line
     where ready_at < clock_timestamp() and (held_until is null or held_until < clock_timestamp())`);
  const { rows: [queue] } = await pool.query<{ there: boolean }>(`select to_regclass('pgboss.job') is not null as there`);
  const workers = listening!.workers;
  const { waiting, seconds } = line!;
  const stuck = waiting > 0 && (seconds ?? 0) > WAITING_SECONDS;
  return [
    workers === 0 ? wrong('Workers', 'No worker is running', 'npm run worker') : fine('Workers', `${workers} at work`),
    queue!.there ? fine('Queue') : wrong('Queue', 'The queue was never started', 'npm run worker creates it'),
    stuck ? wrong('Waiting jobs', `${waiting} jobs wait, the first for ${seconds} s`, workers === 0 ? 'npm run worker' : 'Start more workers (npm run worker), or read their log for what holds them up') : fine('Waiting jobs', String(waiting)),
  ];
}

function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'It does not answer';
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : null;
  if (thrown.message !== '') return thrown.message;
  return code ?? thrown.name;
}
