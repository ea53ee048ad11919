import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import pg from 'pg';
import type { Client } from 'pg';
import { eventually } from '../support/eventually.ts';
import type { WorkerProcess } from '../support/worker-process.ts';
import { startChaosWorld } from './support/chaos-world.ts';
import type { ChaosWorld, Kind } from './support/chaos-world.ts';
import { harmTo, makeUndisturbed } from './support/judge.ts';
import type { Undisturbed } from './support/judge.ts';
import { isSettled } from './support/outcome.ts';

let world: ChaosWorld;
let undisturbed: Undisturbed;
let admin: Client;
let worker: WorkerProcess | undefined;
let kind: Kind;
let database: string;

beforeEach(async () => {
  world = await startChaosWorld({ rows: 3_000 });
  kind = world.orders[0]!;
  undisturbed = await makeUndisturbed(world, [kind]);
  database = new URL(world.test.environment['DATABASE_URL']!).pathname.slice(1);
  const url = new URL(inject('testCluster').adminUrl);
  url.pathname = `/${database}`;
  admin = new pg.Client({ connectionString: url.toString() });
  await admin.connect();
});
afterEach(async () => {
  await worker?.kill();
  worker = undefined;
  await admin.end();
  await world.close();
});

async function cutConnections(): Promise<number> {
  const { rowCount } = await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
  return rowCount ?? 0;
}

/** One export, disturbed after its worker has made some steps; answers what is wrong with it in the end. */
async function exportThrough(disturb: (steps: (count: number) => Promise<void>) => Promise<void>): Promise<string[]> {
  const working = await world.worker();
  worker = working;
  const started = await world.start(kind);
  await disturb(async (count) => Promise.race([working.said('step', count), new Promise<void>((resolve) => setTimeout(resolve, 5_000))]));
  await eventually(async () => { await world.absolve(); return isSettled(world, started); }, 120_000);
  // A mail whose confirmation could not be written down is shown as uncertain.
  return harmTo(world, started, undisturbed, true);
}

describe('an export whose own database', () => {
  it('cuts every connection, in the middle of transactions too, again and again, ends with the same file and one notice (F5)', async () => {
    let cut = 0;
    const harm = await exportThrough(async (steps) => {
      for (let time = 1; time <= 8; time += 1) {
        await steps(time * 12);
        cut += await cutConnections();
      }
    });

    expect(harm).toEqual([]);
    expect(cut).toBeGreaterThan(8);
  }, 300_000);

  it('is read-only for a moment, as after a failover, ends with the same file and one notice (F5)', async () => {
    const harm = await exportThrough(async (steps) => {
      await steps(20);
      await admin.query(`alter database ${pg.escapeIdentifier(database)} set default_transaction_read_only = on`);
      await cutConnections();
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      await admin.query(`alter database ${pg.escapeIdentifier(database)} reset default_transaction_read_only`);
      await cutConnections();
    });

    expect(harm).toEqual([]);
  }, 300_000);

  it('takes no more connections for a moment ends with the same file and one notice (F5)', async () => {
    const harm = await exportThrough(async (steps) => {
      await steps(20);
      await admin.query(`alter database ${pg.escapeIdentifier(database)} connection limit 0`);
      await cutConnections();
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      await admin.query(`alter database ${pg.escapeIdentifier(database)} connection limit -1`);
    });

    expect(harm).toEqual([]);
  }, 300_000);

  it.each(['40001', '40P01'])('refuses every third checkpoint with a conflict (SQLSTATE %s) ends with the same file and one notice (F5)', async (state) => {
    await admin.query(`
      create sequence refusals;
      grant usage on sequence refusals to public;
      create function refuse_some() returns trigger language plpgsql as $$
      begin
        if nextval('refusals') % 3 = 0 and currval('refusals') < 13 then raise exception 'conflict' using errcode = '${state}'; end if;
        return new;
      end $$;
      create trigger refuse_some before insert on chunks for each row execute function refuse_some()`);

    const harm = await exportThrough(async () => undefined);

    expect(harm).toEqual([]);
    expect(Number((await admin.query<{ last: string }>('select last_value as last from refusals')).rows[0]!.last)).toBeGreaterThan(13);
  }, 300_000);
});
