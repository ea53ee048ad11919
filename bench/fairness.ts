import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Figure, FigureOptions, FigureResult, Measure } from './support/figure.ts';
import { measure } from './support/measure.ts';
import { DATABASE_SIZES } from './support/orders.ts';
import { withBenchStack } from './support/with-bench-stack.ts';

const RUNS = 5;
const LIMIT_MS = 10_000;
/** So many places a worker has; there is one worker. */
const PLACES = 4;
const JOBS = 1_000;
const FIRST_PORTAL = 8_800_001;
const DEADLINE_MS = 60_000;

/** What is at work while another portal's first job comes. */
const ROUNDS = [
  { what: 'one portal with 1,000 long jobs', portals: 1, title: 'long' },
  { what: 'the same, and none of them can stop where it is', portals: 1, title: 'stubborn' },
  { what: 'as many portals as places, 250 long jobs each', portals: PLACES, title: 'long' },
  { what: 'the same, and none of them can stop where it is', portals: PLACES, title: 'stubborn' },
] as const;

/** How long another portal's first job waits for its start, against the limit of ten seconds (fairness, G29, T20). */
export const fairness: Figure = {
  name: 'fairness',
  title: `start of another portal's job while ${JOBS} long jobs want all ${PLACES} places of the worker`,
  run,
};

async function run({ runs, say }: FigureOptions): Promise<FigureResult> {
  const programs = { sandbox: 'sandbox/main.ts', web: 'server/web.ts', worker: join('bench', 'peers', 'worker-with-long-jobs.ts') };
  return withBenchStack({ folder: 'database', sizes: DATABASE_SIZES, programs }, async ({ stack }) => {
    const pool = new pg.Pool({ connectionString: stack.databases.siderailUrl, max: 4 });
    let newcomer = FIRST_PORTAL + 100;
    const used = new Set<number>();
    try {
      const measures: Measure[] = [];
      for (const { what, portals, title } of ROUNDS) {
        const atWork = Array.from({ length: portals }, (_, at) => FIRST_PORTAL + at);
        for (const portal of atWork) await addJobs(pool, portal, JOBS / portals, title);
        await eventually(async () => (await running(pool)) >= PLACES - (portals === 1 ? 1 : 0));
        const waits: number[] = [];
        for (let round = 0; round < (runs ?? RUNS); round += 1) {
          newcomer += 1;
          used.add(newcomer);
          await addJobs(pool, newcomer, 1, 'long');
          waits.push(await startDelay(pool, newcomer));
          await endJobs(pool, newcomer);
          await eventually(async () => (await running(pool, newcomer)) === 0);
        }
        say(`fairness: ${what}: ${waits.map((ms) => `${Math.round(ms)} ms`).join(', ')}`);
        measures.push(measure(what, 'ms', waits, { against: { limit: LIMIT_MS, called: 'the limit' }, goal: { on: 'ratio', bound: 'at most', value: 1 } }));
        measures.push(measure('longest of them', 'ms', [Math.max(...waits)], { against: { limit: LIMIT_MS, called: 'the limit' }, goal: { on: 'ratio', bound: 'at most', value: 1 } }));
        for (const portal of atWork) {
          used.add(portal);
          await endJobs(pool, portal);
        }
        await eventually(async () => (await running(pool)) === 0);
      }
      return {
        measures,
        notes: [
          "From the transaction that makes the job to its claim, by the database's clock. Places, turns and lease are production's; the jobs do nothing but checkpoints, every five seconds or when they are asked to give way.",
          'Those that cannot stop are what reading a snapshot and making a file are: the worker then takes the other portal’s job into a spare place.',
        ],
      };
    } finally {
      for (const portal of used) await inPortal(pool, portal, 'delete from jobs');
      await pool.end();
    }
  });
}

async function addJobs(pool: pg.Pool, portal: number, count: number, title: string): Promise<void> {
  await inPortal(pool, portal, `insert into jobs (id, portal_id, kind, state, lane, phase, title, user_id, user_email, request_id, request_sha256)
    select gen_random_uuid(), ${portal}, 'export', 'queued', 'background', 'planning', '${title}', '501', 'sam@acme.example', gen_random_uuid()::text, '' from generate_series(1, ${count})`);
}

async function endJobs(pool: pg.Pool, portal: number): Promise<void> {
  await inPortal(pool, portal, `update jobs set state = 'cancelled', lease_until = null where state in ('queued', 'running')`);
}

async function startDelay(pool: pg.Pool, portal: number): Promise<number> {
  return eventually(async () => {
    const [row] = await inPortal<{ ms: string | null }>(pool, portal, `select (extract(epoch from started_at - waits_since) * 1000)::text as ms from jobs where state = 'running'`);
    return row?.ms == null ? null : Number(row.ms);
  });
}

async function running(pool: pg.Pool, portal?: number): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`select count(*)::int as count from job_line where held_until >= clock_timestamp() and ($1::bigint is null or portal_id = $1)`, [portal ?? null]);
  return rows[0]!.count;
}

async function eventually<T>(look: () => Promise<T | null | false>): Promise<T> {
  for (const deadline = performance.now() + DEADLINE_MS; ; await delay(100)) {
    const found = await look();
    if (found !== null && found !== false) return found;
    if (performance.now() > deadline) throw new Error('the line did not come to where it should be within a minute');
  }
}

async function inPortal<Row extends pg.QueryResultRow>(pool: pg.Pool, portal: number, sql: string): Promise<Row[]> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('app.portal_id', $1, true)`, [String(portal)]);
    const { rows } = await client.query<Row>(sql);
    await client.query('commit');
    return rows;
  } finally {
    client.release(true);
  }
}
