import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureDatabase, startDatabase } from '../../scripts/database/index.ts';
import { applyMigrations } from '../../src/core/db/apply-migrations.ts';
import { eventually } from '../support/eventually.ts';
import { startChaosWorld } from './support/chaos-world.ts';
import type { ChaosWorld } from './support/chaos-world.ts';
import { harmTo, makeUndisturbed } from './support/judge.ts';
import { isSettled } from './support/outcome.ts';
import { startSeverableLine } from './support/severable-line.ts';
import type { SeverableLine } from './support/severable-line.ts';

const migrations = join(import.meta.dirname, '..', '..', 'prisma', 'migrations');
const RESTARTS = 3;

let baseDir: string;
let world: ChaosWorld;
let line: SeverableLine;
let cluster: Awaited<ReturnType<typeof startDatabase>>;

/** A cluster of its own, because this test crashes it: what it has committed is on the disk. */
const startCluster = (): ReturnType<typeof startDatabase> => startDatabase({ baseDir, name: 'crashed-pg18' });
const portOf = (url: string): number => Number(new URL(url).port);

beforeAll(async () => {
  baseDir = mkdtempSync(join(tmpdir(), 'siderail-crashed-'));
  cluster = await startCluster();
  line = await startSeverableLine(portOf(cluster.adminUrl));
  const direct = await ensureDatabase({ adminUrl: cluster.adminUrl, database: 'siderail', owner: { role: 'siderail', password: 'siderail' } });
  await applyMigrations({ databaseUrl: direct, directory: migrations });
  const url = new URL(direct);
  url.port = String(line.port);
  world = await startChaosWorld({ rows: 3_000, environment: { DATABASE_URL: url.toString() } });
});
afterAll(async () => {
  await world?.close();
  await line?.close();
  await cluster?.stop();
  rmSync(baseDir, { recursive: true, force: true });
});

/** As a power cut would end it, and up again, on another port. */
async function crashDatabase(): Promise<void> {
  const postmaster = Number(readFileSync(join(cluster.dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
  // What `pg_ctl stop -m immediate` sends.
  process.kill(postmaster, 'SIGQUIT');
  await eventually(() => {
    try {
      process.kill(postmaster, 0);
      return false;
    } catch {
      return true;
    }
  }, 60_000);
  cluster = await startCluster();
  line.lead(portOf(cluster.adminUrl));
}

it('an export whose own database crashes and restarts in the middle ends with the same file and one notice (F5, S2.31)', async () => {
  const kind = world.orders[0]!;
  const undisturbed = await makeUndisturbed(world, [kind]);
  const worker = await world.worker();
  try {
    const started = await world.start(kind);
    for (let restart = 1; restart <= RESTARTS; restart += 1) {
      await Promise.race([worker.said('step', restart * 15), new Promise((resolve) => setTimeout(resolve, 10_000))]);
      await crashDatabase();
    }
    await eventually(async () => {
      await world.absolve();
      return isSettled(world, started);
    }, 120_000);

    expect(await harmTo(world, started, undisturbed, true)).toEqual([]);
  } finally {
    await worker.kill();
  }
}, 400_000);
