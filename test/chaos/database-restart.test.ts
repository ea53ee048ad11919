import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { startChaosWorld } from './support/chaos-world.ts';
import type { ChaosWorld } from './support/chaos-world.ts';
import { startCrashableDatabase } from './support/crashable-database.ts';
import type { CrashableDatabase } from './support/crashable-database.ts';
import { harmTo, makeUndisturbed } from './support/judge.ts';
import { isSettled } from './support/outcome.ts';

const RESTARTS = 3;

let database: CrashableDatabase;
let world: ChaosWorld;

beforeAll(async () => {
  database = await startCrashableDatabase();
  world = await startChaosWorld({ rows: 3_000, environment: { DATABASE_URL: database.url } });
});
afterAll(async () => {
  await world?.close();
  await database?.close();
});

it('an export whose own database crashes and restarts in the middle ends with the same file and one notice (F5, S2.31)', async () => {
  const kind = world.orders[0]!;
  const undisturbed = await makeUndisturbed(world, [kind]);
  const worker = await world.worker();
  try {
    const started = await world.start(kind);
    for (let restart = 1; restart <= RESTARTS; restart += 1) {
      await Promise.race([worker.said('step', restart * 15), new Promise((resolve) => setTimeout(resolve, 10_000))]);
      await database.crash();
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
