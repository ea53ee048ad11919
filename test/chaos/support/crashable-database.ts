import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDatabase, startDatabase } from '../../../scripts/database/index.ts';
import { applyMigrations } from '../../../src/core/db/apply-migrations.ts';
import { eventually } from '../../support/eventually.ts';
import { startSeverableLine } from './severable-line.ts';

const MIGRATIONS = join(import.meta.dirname, '..', '..', '..', 'prisma', 'migrations');

/** `url` stays the same over crashes. */
export type CrashableDatabase = { readonly url: string; crash(): Promise<void>; close(): Promise<void> };

/** Our database in a cluster of its own, which puts what it has committed on the disk. `crash` ends it as a power cut would, and starts it again. */
export async function startCrashableDatabase(): Promise<CrashableDatabase> {
  const baseDir = mkdtempSync(join(tmpdir(), 'siderail-crashable-'));
  const startCluster = (): ReturnType<typeof startDatabase> => startDatabase({ baseDir, name: 'crashed-pg18' });
  let cluster = await startCluster();
  const line = await startSeverableLine(portOf(cluster.adminUrl));
  const direct = await ensureDatabase({ adminUrl: cluster.adminUrl, database: 'siderail', owner: { role: 'siderail', password: 'siderail' } });
  await applyMigrations({ databaseUrl: direct, directory: MIGRATIONS });
  const url = new URL(direct);
  url.port = String(line.port);
  return {
    url: url.toString(),
    async crash() {
      const postmaster = Number(readFileSync(join(cluster.dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
      // What `pg_ctl stop -m immediate` sends.
      process.kill(postmaster, 'SIGQUIT');
      await eventually(() => !isAlive(postmaster), 60_000);
      // On another port.
      cluster = await startCluster();
      line.lead(portOf(cluster.adminUrl));
    },
    async close() {
      await line.close();
      await cluster.stop();
      rmSync(baseDir, { recursive: true, force: true });
    },
  };
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
