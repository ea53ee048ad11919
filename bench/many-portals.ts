import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { dataDirectory } from '../scripts/data-directory.ts';
import { ensureDatabase, startDatabase } from '../scripts/database/index.ts';
import { applyMigrations, openDatabase } from '../src/core/db/index.ts';
import type { Database } from '../src/core/db/index.ts';
import { PortalId } from '../src/core/ids/portal-id.ts';
import { createRequestBudget } from '../src/hubspot/index.ts';
import { claimNext } from '../src/jobs/line.store.ts';
import type { Figure, FigureOptions, FigureResult } from './support/figure.ts';
import { measure } from './support/measure.ts';
import { percentile } from './support/percentile.ts';

const PORTALS = 10_000;
/** Jobs that wait: of one portal in a hundred, as on a busy day, of every tenth, and three of each, as after an outage. */
const LINES = [{ portals: 100, each: 1 }, { portals: 1_000, each: 1 }, { portals: PORTALS, each: 3 }];
const CLAIMS = 200;
const GRANTS = 2_000;
const OWNER = { role: 'siderail_bench', password: 'siderail-bench' };

/** What the statements that all portals share take when there are ten thousand of them: the claim of a job and the grant of a call. */
export const manyPortals: Figure = {
  name: 'many-portals',
  title: `claim of a job and grant of a HubSpot call with ${PORTALS} portals in the tables, one statement at a time`,
  run,
};

async function run({ say }: FigureOptions): Promise<FigureResult> {
  const cluster = await startDatabase({ baseDir: join(dataDirectory(), 'bench'), name: 'many-portals' });
  const url = await ensureDatabase({ adminUrl: cluster.adminUrl, database: 'many_portals', owner: OWNER });
  const adminUrl = new URL(cluster.adminUrl);
  adminUrl.pathname = '/many_portals';
  const admin = new pg.Client({ connectionString: adminUrl.toString() });
  try {
    await applyMigrations({ databaseUrl: url, directory: join(import.meta.dirname, '..', 'prisma', 'migrations') });
    await admin.connect();
    const database = openDatabase({ url, max: 10, silentMs: 60_000, onError: () => undefined });
    try {
      const measures: FigureResult['measures'][number][] = [];
      for (const line of LINES) {
        measures.push(...await claims(admin, database, line));
        say(`many-portals: line of ${line.portals * line.each} jobs done`);
      }
      measures.push(...await grants(admin, database));
      const { rows: scans } = await admin.query<{ relname: string; idx: number; seq: number }>(`select relname::text, coalesce(idx_scan, 0)::int as idx, seq_scan::int as seq from pg_stat_user_tables where relname in ('job_line', 'jobs', 'portal_line', 'request_budget') order by relname`);
      return { measures, notes: [
        'Claims are taken one at a time over all workers (an advisory lock), so a thousand through the median milliseconds is how many jobs a second can begin in the whole fleet.',
        `Reads of whole tables and by index during the run: ${scans.map(({ relname, idx, seq }) => `${relname} ${seq} and ${idx}`).join(', ')}. The claim reads a row per portal by index, and counts a portal’s row anew where something changed; jobs and budgets are reached by their keys.`,
      ] };
    } finally {
      await database.close();
    }
  } finally {
    await admin.end();
    await cluster.stop();
  }
}

async function claims(admin: pg.Client, database: Database, { portals, each }: (typeof LINES)[number]): Promise<FigureResult['measures']> {
  await admin.query('truncate jobs, portal_line, line_changes cascade');
  await admin.query(`
    insert into jobs (id, portal_id, kind, state, lane, phase, title, user_id, user_email, request_id, request_sha256, waits_since)
    select gen_random_uuid(), 1000000 + n % $1::int, 'export', 'queued', 'background', 'planning', 'Numbers', '1', 'a@example.com', 'request-' || n, '', clock_timestamp() - n * interval '1 ms'
    from generate_series(1, $1::int * $2::int) as n`, [portals, each]);
  await admin.query('vacuum analyze jobs, job_line');
  // Jobs come one by one in real life, and each look of a worker counts up to 500 of their portals.
  const counted = await timed(() => admin.query(`do $$ begin while settle_portal_line(clock_timestamp()) loop end loop; end $$`));
  const [took, asked]: [number[], number[]] = [[], []];
  for (let n = 0; n < Math.min(CLAIMS, portals); n += 1) {
    took.push(await timed(async () => {
      if ((await claimNext(database, { portalCap: 4, leaseSeconds: 600, newcomersOnly: false })) === null) throw new Error('nothing could be claimed');
    }));
    if (n % 10 === 0) asked.push(await timed(() => database.pool.query('select ask_to_give_way(2000, 60000)')));
  }
  const words = `${portals * each} jobs of ${portals} portals wait`;
  return [
    measure(`${words}: claim`, 'ms', took), measure(`${words}: claim, 95 %`, 'ms', [percentile(took, 0.95)]),
    measure(`${words}: who must give way`, 'ms', asked),
    measure(`${words}: counting all ${portals} portals once, as after an upgrade`, 'ms', [counted]),
  ];
}

async function grants(admin: pg.Client, database: Database): Promise<FigureResult['measures']> {
  await admin.query('truncate request_budget');
  const budget = createRequestBudget({ pool: database.pool, sleep: (ms) => sleep(ms) });
  const signal = new AbortController().signal;
  const portal = (n: number): PortalId => PortalId.parse(String(1_000_000 + n));
  await Promise.all(Array.from({ length: 10 }, async (_, part) => {
    for (let n = part; n < PORTALS; n += 10) await budget.take(portal(n), 'objects', 'background', signal);
  }));
  await admin.query('vacuum analyze request_budget');
  const took: number[] = [];
  for (let n = 0; n < GRANTS; n += 1) took.push(await timed(() => budget.take(portal((n * 7919) % PORTALS), 'objects', 'background', signal)));
  const began = performance.now();
  await Promise.all(Array.from({ length: 10 }, async (_, part) => {
    for (let n = part; n < GRANTS * 2; n += 10) await budget.take(portal((n * 6101) % PORTALS), 'objects', 'background', signal);
  }));
  const perSecond = (GRANTS * 2 * 1000) / (performance.now() - began);
  return [
    measure(`grant of a call, ${PORTALS} portals`, 'ms', took), measure('grant of a call, 95 %', 'ms', [percentile(took, 0.95)]),
    measure('grants over ten connections', 'calls/s', [perSecond]),
  ];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
