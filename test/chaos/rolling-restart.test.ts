import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { WorkerProcess } from '../support/worker-process.ts';
import { startChaosWorld } from './support/chaos-world.ts';
import type { StartedExport } from './support/chaos-world.ts';
import { harmTo, makeUndisturbed } from './support/judge.ts';
import { isSettled } from './support/outcome.ts';

const EXPORTS = 50;
const RESTARTS = 20;
/** Of its jobs, before a worker is asked to go; some are at every stage then. */
const STEPS = 60;

it(`${RESTARTS} rolling restarts while ${EXPORTS} exports run cost nothing: every file the same, every mail sent once (F17, T67)`, async () => {
  const world = await startChaosWorld({ rows: 1_500 });
  const workers: WorkerProcess[] = [];
  try {
    const undisturbed = await makeUndisturbed(world, world.orders);
    const claimsBefore = await world.claims();
    const started: StartedExport[] = [];
    for (let n = 0; n < EXPORTS; n += 1) started.push(await world.start(world.orders[n % world.orders.length]!));

    for (let n = 0; n < 2; n += 1) workers.push(await world.worker());
    for (let restart = 0; restart < RESTARTS; restart += 1) {
      const oldest = workers.shift()!;
      if ((await world.unfinished()).length > 0) await Promise.race([oldest.said('step', STEPS), new Promise((resolve) => setTimeout(resolve, 5_000))]);
      oldest.child.kill('SIGTERM');
      expect(await oldest.ended).toBe('0');
      workers.push(await world.worker());
    }

    for (const each of started) await eventually(() => isSettled(world, each), 180_000);
    const harm: string[] = [];
    for (const each of started) harm.push(...(await harmTo(world, each, undisturbed, false)));
    expect(harm).toEqual([]);
    expect(await world.claims()).toBeGreaterThan(claimsBefore + EXPORTS);
  } finally {
    for (const worker of workers) await worker.kill();
    await world.close();
  }
}, 600_000);
