import { join } from 'node:path';
import type pg from 'pg';
import { pendingMigrations } from '../../src/core/db/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { fileKey } from '../../src/files/index.ts';
import type { FileStore } from '../../src/files/index.ts';

const MIGRATIONS = join(import.meta.dirname, '..', '..', 'prisma', 'migrations');
/** No portal's: the place of a file that never exists. */
const PROBE = fileKey(PortalId.parse('1'), 'readiness', 'probe');
const CHECK_MS = 3_000;
/** Probes of many load balancers together ask the database once in this time. */
const KEPT_MS = 2_000;

/** What can keep a process from doing its work; `reason` is for the operator's port, never for the public. */
export type Readiness = { readonly ready: boolean; readonly checks: Readonly<Record<string, 'ok' | string>> };

/** Asks the parts a process needs: database, migrations, file store, and whether this environment may act. Never throws. */
export function createReadiness(deps: { readonly pool: pg.Pool; readonly files: FileStore; readonly armed: () => boolean; readonly now: () => number }): () => Promise<Readiness> {
  let kept: { readonly at: number; readonly answer: Promise<Readiness> } | null = null;

  async function look(): Promise<Readiness> {
    const [database, migrations, store] = await Promise.all([
      check(() => deps.pool.query('select 1')),
      check(async () => {
        const pending = await pendingMigrations(deps.pool, MIGRATIONS);
        if (pending.length > 0) throw new Error(`${pending.length} not applied: npm run migrate`);
      }),
      check(async () => {
        await deps.files.stat(PROBE);
        await deps.files.freeBytes();
      }),
    ]);
    const checks = { database, migrations, store, environment: deps.armed() ? 'ok' : 'disarmed: npm run arm' };
    return { ready: Object.values(checks).every((text) => text === 'ok'), checks };
  }

  return () => {
    if (kept === null || deps.now() - kept.at > KEPT_MS) kept = { at: deps.now(), answer: look() };
    return kept.answer;
  };
}

async function check(ask: () => Promise<unknown>): Promise<'ok' | string> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${CHECK_MS} ms`)), CHECK_MS);
  try {
    await Promise.race([ask(), late.promise]);
    return 'ok';
  } catch (thrown) {
    return thrown instanceof Error && thrown.message !== '' ? thrown.message : 'it does not answer';
  } finally {
    clearTimeout(timer);
  }
}
