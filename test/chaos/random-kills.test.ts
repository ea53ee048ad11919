import { describe, expect, it } from 'vitest';
import { CHAOS_SEED } from './support/chaos-seed.ts';
import { startChaosWorld } from './support/chaos-world.ts';
import type { ChaosWorld, Kind } from './support/chaos-world.ts';
import { harmTo, makeUndisturbed } from './support/judge.ts';
import { leftBehind, sweepNow } from './support/left-behind.ts';
import { killAtRandom } from './support/random-kills.ts';

const KILLS = Number(process.env['CHAOS_KILLS'] ?? 200);
const OF_HUBSPOT = Math.ceil(KILLS * 0.1);
const OF_DATABASE = KILLS - OF_HUBSPOT;
/** Far more than a loaded machine needs: only a job that never ends gets here. */
const limitMs = (kills: number): number => 300_000 + kills * 6_000;

type Plan = { readonly kills: number; readonly inFlight: number; readonly steps: [number, number] };

async function survive(opening: Promise<ChaosWorld>, chosen: (world: ChaosWorld) => readonly Kind[], plan: Plan): Promise<void> {
  const world = await opening;
  try {
    await surviveIn(world, chosen(world), plan);
  } finally {
    await world.close();
  }
}

async function surviveIn(world: ChaosWorld, kinds: readonly Kind[], plan: Plan): Promise<void> {
  console.log(`CHAOS_SEED=${CHAOS_SEED} CHAOS_KILLS=${KILLS}`);
  const undisturbed = await makeUndisturbed(world, kinds);

  const { started, kills, zombies, takeovers } = await killAtRandom(world, {
    kinds, ...plan, seed: CHAOS_SEED, workers: 3,
    onKill: (count, exports) => { if (count % 50 === 0) console.log(`${count} kills, ${exports} exports started`); },
  });

  console.log(`${kills} kills, ${zombies} zombies, ${started.length} exports, taken over ${takeovers} times`);
  const harm: string[] = [];
  for (const each of started) harm.push(...(await harmTo(world, each, undisturbed, true)));
  expect(harm).toEqual([]);
  expect(kills).toBeGreaterThanOrEqual(plan.kills);
  // Kills that hit nobody at work would prove nothing.
  expect(takeovers).toBeGreaterThan(kills / 2);
  await sweepNow(world, started);
  expect(await leftBehind(world, started)).toEqual([]);
}

describe.concurrent('workers killed with -9 at random moments, zombies among them, cost nothing: same bytes, one notice each, nothing left behind', () => {
  it(`${OF_DATABASE} times, while they export a database table (F1, F3, S0.16, D3, G3)`, async () => {
    await survive(startChaosWorld({ rows: 3_000 }), ({ orders }) => orders, { kills: OF_DATABASE, inFlight: 14, steps: [5, 70] });
  }, limitMs(OF_DATABASE));

  it(`${OF_HUBSPOT} times, while they export HubSpot records (F1, F3, S0.16, D3, G3)`, async () => {
    await survive(startChaosWorld({ rows: 1, hubspot: true }), ({ contacts }) => contacts, { kills: OF_HUBSPOT, inFlight: 3, steps: [6, 60] });
  }, limitMs(OF_HUBSPOT));
});
