import { eventually } from '../../support/eventually.ts';
import type { WorkerProcess } from '../../support/worker-process.ts';
import type { ChaosWorld, Kind, StartedExport } from './chaos-world.ts';
import { makeUndisturbed } from './judge.ts';
import type { Undisturbed } from './judge.ts';
import { leftBehind } from './left-behind.ts';
import { isSettled } from './outcome.ts';

/** How a worker fares at a crash point: killed there, the next one too, or stopped there until another has finished. */
export type Fate = 'killed once' | 'killed twice in a row' | 'a zombie';

/** More often than a job can be claimed twice. */
const ABSOLVE_MS = 300;

/** A world for one disturbed export at a time, and a calm worker that finishes what the disturbed ones leave. */
export type Lane = {
  readonly world: ChaosWorld;
  readonly undisturbed: Undisturbed;
  /**
   * Lets a worker meet its fate at the point while it makes this export, and waits until all is at rest. Others may
   * have died at other points before. A zombie sleeps until `beforeWake` is over.
   */
  meet(kind: Kind, point: string, fate: Fate, more?: { readonly diedBefore?: readonly string[]; readonly beforeWake?: () => Promise<void> }): Promise<StartedExport>;
  close(): Promise<void>;
};

export async function openLane(opening: Promise<ChaosWorld>, kinds: (world: ChaosWorld) => readonly Kind[]): Promise<Lane> {
  const world = await opening;
  const undisturbed = await makeUndisturbed(world, kinds(world));
  const calm = await world.worker();
  const others: WorkerProcess[] = [];

  async function disturb(settings: { crashAt: string } | { settings: { STOP_AT: string } }): Promise<WorkerProcess> {
    const worker = await world.worker(settings);
    others.push(worker);
    return worker;
  }

  /** On a slow machine a worker may lose its job to its successor: not one of these deaths is the job's own. */
  async function absolving<T>(until: Promise<T>): Promise<T> {
    let over = false;
    const ended = until.then(() => { over = true; }, () => { over = true; });
    while (!over) {
      await world.absolve();
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, ABSOLVE_MS))]);
    }
    return until;
  }

  async function die(point: string): Promise<void> {
    const how = await absolving((await disturb({ crashAt: point })).ended);
    if (how !== 'SIGKILL') throw new Error(`the worker did not die at ${point}: ${how}`);
    await world.missWorkers();
  }

  async function meet(kind: Kind, point: string, fate: Fate, { diedBefore = [], beforeWake }: Parameters<Lane['meet']>[3] = {}): Promise<StartedExport> {
    calm.child.kill('SIGSTOP');
    try {
      const started = await world.start(kind);
      for (const before of diedBefore) await die(before);
      const zombie = fate === 'a zombie' ? await disturb({ settings: { STOP_AT: point } }) : null;
      if (zombie !== null) await absolving(zombie.said('stopped'));
      const deaths = fate === 'killed once' ? 1 : fate === 'killed twice in a row' ? 2 : 0;
      for (let death = 0; death < deaths; death += 1) await die(point);
      if (zombie !== null) await world.missWorkers();

      calm.child.kill('SIGCONT');
      await absolving(eventually(() => isSettled(world, started), 120_000));
      if (zombie !== null) {
        // The later it wakes, the less it finds as it knew it; some leave chunks that only a sweep will find.
        await eventually(async () => (await leftBehind(world, [started])).length === 0, 2_000).catch(() => undefined);
        await beforeWake?.();
        await wake(zombie);
      }
      return started;
    } finally {
      calm.child.kill('SIGCONT');
      for (const worker of others.splice(0)) await worker.kill();
    }
  }

  return {
    world, undisturbed, meet,
    async close() {
      await calm.kill();
      await world.close();
    },
  };
}

/** Lets a zombie do what it still has in mind, then ends it in order. */
async function wake(zombie: WorkerProcess): Promise<void> {
  zombie.child.kill('SIGCONT');
  await zombie.said('woken');
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  zombie.child.kill('SIGTERM');
  const how = await zombie.ended;
  if (how !== '0') throw new Error(`the woken worker did not end in order: ${how}`);
}
