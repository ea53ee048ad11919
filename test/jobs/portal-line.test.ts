import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/core/db/index.ts';
import type { Database } from '../../src/core/db/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { claimNext } from '../../src/jobs/line.store.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { TestDatabase } from '../support/test-database.ts';

let home: TestDatabase;
let database: Database;
beforeEach(async () => {
  home = await createTestDatabase();
  database = openDatabase({ url: home.url, max: 6, silentMs: 10_000, onError: () => undefined });
});
afterEach(async () => {
  await database.close();
  await home.drop();
});

/** The claim's rule as it was before there was a row per portal: all waiting jobs of all portals, compared at once. */
const PLAIN_RULE = `
  with running as (
    select portal_id, count(*) as jobs from job_line where held_until >= clock_timestamp() and lane = 'background' group by portal_id
  ), waiting as (
    select line.job_id, line.waits_since, coalesce(running.jobs, 0) as jobs,
      first_value(greatest(line.gave_way_at, line.waits_since)) over (partition by line.portal_id order by line.waits_since, line.job_id) as turn
    from job_line line left join running using (portal_id)
    where line.ready_at <= clock_timestamp() and (line.held_until is null or line.held_until < clock_timestamp())
  )
  select job_id as id from waiting where jobs < case when $2 then 1 else $1 end order by jobs, turn, waits_since, job_id limit 1`;

/** Chance that is the same in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

const PORTALS = Array.from({ length: 8 }, (_, at) => PortalId.parse(String(4_711_001 + at)));
const CAP = 3;

async function add(portalId: PortalId, count: number): Promise<void> {
  await database.inPortal(portalId, (tx) => tx.$executeRaw`
    insert into jobs (id, portal_id, kind, state, lane, phase, title, user_id, user_email, request_id, request_sha256, waits_since)
    select gen_random_uuid(), ${BigInt(portalId)}, 'export', 'queued', 'background', 'planning', 'Numbers', '501', 'sam@acme.example', gen_random_uuid()::text, '', clock_timestamp() - n * interval '7 ms'
    from generate_series(1, ${count}::int) n`);
}

/** Whatever may happen to a job between two claims. */
const EVENTS: readonly ((portalId: PortalId) => Promise<unknown>)[] = [
  (portalId) => add(portalId, 1),
  (portalId) => add(portalId, 1),
  // It ends, is given back, gives way, dies, comes back late from the dead, is put off for a moment or for long, is deleted.
  (portalId) => change(portalId, `state = 'ready', lease_until = null`, `state = 'running'`),
  (portalId) => change(portalId, `state = 'queued', lease_until = null`, `state = 'running'`),
  (portalId) => change(portalId, `state = 'queued', lease_until = null, gave_way_at = clock_timestamp()`, `state = 'running'`),
  (portalId) => change(portalId, `lease_until = clock_timestamp() - interval '1 second'`, `state = 'running'`),
  (portalId) => change(portalId, `lease_until = clock_timestamp() + interval '60 seconds'`, `state = 'running'`),
  (portalId) => change(portalId, `lease_until = clock_timestamp() + interval '40 milliseconds'`, `state = 'running'`),
  (portalId) => change(portalId, `ready_at = clock_timestamp() + interval '40 milliseconds'`, `state = 'queued'`),
  (portalId) => change(portalId, `ready_at = clock_timestamp() + interval '1 hour'`, `state = 'queued'`),
  (portalId) => change(portalId, `lane = 'immediate', state = 'running', lease_until = clock_timestamp() + interval '60 seconds'`, `state = 'queued'`),
  (portalId) => database.inPortal(portalId, (tx) => tx.$executeRawUnsafe('delete from jobs where id = (select id from jobs order by id limit 1)')),
];

function change(portalId: PortalId, set: string, where: string): Promise<unknown> {
  return database.inPortal(portalId, (tx) => tx.$executeRawUnsafe(`update jobs set ${set} where id = (select id from jobs where ${where} order by id limit 1)`));
}

describe('the claim of a job', () => {
  it('takes the very job that comparing all waiting ones would take, whatever happens to jobs in between (G29, T20)', async () => {
    const roll = dice(7);
    let [claims, late] = [0, 0];
    for (let step = 0; step < 500; step += 1) {
      await EVENTS[roll(EVENTS.length)]!(PORTALS[roll(PORTALS.length)]!);
      if (roll(3) !== 0) continue;
      if (roll(8) === 0) await new Promise((resolve) => setTimeout(resolve, 45));
      const newcomersOnly = roll(3) === 0;
      const plain = async (): Promise<string | null> => (await database.pool.query<{ id: string }>(PLAIN_RULE, [CAP, newcomersOnly])).rows[0]?.id ?? null;

      const before = await plain();
      const claimed = (await claimNext(database, { portalCap: CAP, newcomersOnly, leaseSeconds: 60 }))?.id ?? null;

      // A lease of milliseconds may have ended between the two questions: then the second one is another.
      if (claimed !== before) late += 1;
      else if (claimed !== null) claims += 1;
    }
    expect(claims).toBeGreaterThan(80);
    expect(late).toBeLessThan(5);
  });

  it('touches no more of the database with 3,000 portals waiting than with 50', async () => {
    await fill(0, 50);
    const few = await pagesOfClaim();
    await fill(50, 3_000);
    const many = await pagesOfClaim();

    // A level more of an index; comparing them all would be hundreds of pages more.
    expect(many).toBeLessThan(few + 60);
  }, 60_000);
});

async function fill(from: number, to: number): Promise<void> {
  await database.pool.query(`do $$ begin for n in ${from + 1}..${to} loop
    perform set_config('app.portal_id', (5000000 + n)::text, true);
    insert into jobs (id, portal_id, kind, state, lane, phase, title, user_id, user_email, request_id, request_sha256)
    values (gen_random_uuid(), 5000000 + n, 'export', 'queued', 'background', 'planning', 'Numbers', '501', 'sam@acme.example', n::text, '');
  end loop; while settle_portal_line(clock_timestamp()) loop end loop; end $$`);
}

type Plan = { 'QUERY PLAN': [{ Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }] };

/** Pages of tables and indexes that one claim reads; the middle of seven, because the first of a connection also plans. */
async function pagesOfClaim(): Promise<number> {
  const client = await database.pool.connect();
  const pages: number[] = [];
  for (let n = 0; n < 7; n += 1) {
    const { rows: [row] } = await client.query<Plan>('explain (analyze, buffers, format json) select * from claim_next_job(4, false, 600)');
    const { Plan: plan } = row!['QUERY PLAN'][0];
    pages.push(plan['Shared Hit Blocks'] + plan['Shared Read Blocks']);
  }
  client.release();
  return pages.sort((one, other) => one - other)[3]!;
}
