import { mkdirSync, mkdtempSync, rmSync, cpSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { applyMigrations, findContractions } from '../../src/core/db/index.ts';
import { eventually } from '../support/eventually.ts';
import type { WorkerProcess } from '../support/worker-process.ts';
import { startChaosWorld } from './support/chaos-world.ts';
import { harmTo, makeUndisturbed } from './support/judge.ts';
import { isSettled } from './support/outcome.ts';

/** What a next version would bring: it only adds, and touches the tables that running exports write to at every step. */
const NEXT = `
ALTER TABLE jobs ADD COLUMN next_note TEXT NOT NULL DEFAULT '', ADD COLUMN next_at TIMESTAMPTZ;
ALTER TABLE chunks ADD COLUMN next_size BIGINT;
ALTER TABLE notices DROP CONSTRAINT notices_kind_check;
ALTER TABLE notices ADD CONSTRAINT notices_kind_check CHECK (kind <> '');
CREATE TABLE next_things (portal_id BIGINT NOT NULL PRIMARY KEY);
ALTER TABLE next_things ENABLE ROW LEVEL SECURITY;
ALTER TABLE next_things FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_only ON next_things USING (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);`;

it('the next version’s migrations are applied while this version works, and this version goes on beside it: every file the same, every mail sent once (T67)', async () => {
  const world = await startChaosWorld({ rows: 1_500 });
  const directory = mkdtempSync(join(tmpdir(), 'siderail-next-'));
  const workers: WorkerProcess[] = [];
  try {
    const undisturbed = await makeUndisturbed(world, world.orders);
    expect(findContractions(NEXT)).toEqual([]);
    cpSync(join(import.meta.dirname, '..', '..', 'prisma', 'migrations'), directory, { recursive: true });
    mkdirSync(join(directory, '29991231000000_next'));
    writeFileSync(join(directory, '29991231000000_next', 'migration.sql'), NEXT);
    const started = [];
    for (let n = 0; n < 12; n += 1) started.push(await world.start(world.orders[n % world.orders.length]!));
    workers.push(await world.worker());
    await workers[0]!.said('step', 30);

    const applied = await applyMigrations({ databaseUrl: world.test.environment['DATABASE_URL']!, directory });
    // A worker that was there before goes on with what it has and with what comes.
    for (let n = 0; n < 2; n += 1) started.push(await world.start(world.orders[n]!));
    // A process of this version that starts on the newer schema, as after a rollback of the code alone.
    workers.push(await world.worker());

    expect(applied).toEqual(['29991231000000_next']);
    for (const each of started) await eventually(() => isSettled(world, each), 90_000);
    const harm: string[] = [];
    for (const each of started) harm.push(...(await harmTo(world, each, undisturbed, false)));
    expect(harm).toEqual([]);
  } finally {
    for (const worker of workers) await worker.kill();
    await world.close();
    rmSync(directory, { recursive: true, force: true });
  }
}, 180_000);
