import { eventually } from '../../support/eventually.ts';
import type { WorkerProcess } from '../../support/worker-process.ts';
import type { ChaosWorld, Kind, StartedExport } from './chaos-world.ts';
import { isSettled } from './outcome.ts';
import { seededRandom } from './seeded-random.ts';

export type Chaos = {
  readonly started: readonly StartedExport[];
  readonly kills: number;
  /** Workers that were stopped for longer than their lease and woken again. */
  readonly zombies: number;
  /** How often a job was taken up again after its first worker. */
  readonly takeovers: number;
};

export type ChaosPlan = {
  readonly kinds: readonly Kind[];
  readonly kills: number;
  readonly seed: number;
  /** Exports that are under way at any time. */
  readonly inFlight: number;
  readonly workers: number;
  /** A worker lives for so many steps of its jobs, and some milliseconds: on a slow machine jobs get on all the same. */
  readonly steps: readonly [least: number, most: number];
  readonly onKill?: (kills: number, started: number) => void;
};

const ZOMBIE_SHARE = 0.08;
/** Of a worker that finds nothing to do. */
const LONGEST_LIFE_MS = 5_000;

/**
 * Starts exports and kills the workers that make them with -9, at moments drawn from the seed, until there were
 * enough kills; then lets two workers finish in peace. Some workers are stopped past their lease first and woken.
 */
export async function killAtRandom(world: ChaosWorld, plan: ChaosPlan): Promise<Chaos> {
  const started: StartedExport[] = [];
  const claimsBefore = await world.claims();
  let kills = 0;
  let zombies = 0;
  let over = false;

  async function feed(): Promise<void> {
    const random = seededRandom(plan.seed);
    while (!over) {
      await world.absolve();
      const missing = kills < plan.kills ? plan.inFlight - (await world.unfinished()).length : 0;
      for (let n = 0; n < missing; n += 1) started.push(await world.start(random.pick(plan.kinds)));
      await pause(150);
    }
  }

  async function slot(number: number): Promise<void> {
    const random = seededRandom(plan.seed * 1_000 + number);
    while (kills < plan.kills) {
      const worker = await world.worker();
      try {
        const steps = random.between(...plan.steps);
        await Promise.race([worker.said('step', steps), pause(LONGEST_LIFE_MS)]);
        await pause(random.between(0, 30));
        if (random.next() < ZOMBIE_SHARE) {
          worker.child.kill('SIGSTOP');
          await pause((world.leaseSeconds + random.next() * 2) * 1_000);
          worker.child.kill('SIGCONT');
          zombies += 1;
          await Promise.race([worker.said('step', steps + random.between(...plan.steps)), pause(LONGEST_LIFE_MS)]);
        }
      } finally {
        await worker.kill();
      }
      kills += 1;
      plan.onKill?.(kills, started.length);
    }
  }

  const calm: WorkerProcess[] = [];
  const feeding = feed();
  try {
    await Promise.race([Promise.all(Array.from({ length: plan.workers }, (_, number) => slot(number))), feeding]);
    for (let n = 0; n < 2; n += 1) calm.push(await world.worker());
    for (const each of started) await eventually(() => isSettled(world, each), 180_000);
  } finally {
    over = true;
    await feeding;
    for (const worker of calm) await worker.kill();
  }
  return { started, kills, zombies, takeovers: (await world.claims()) - claimsBefore - started.length };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
