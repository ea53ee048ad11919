import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ensureWorker } from '../../scripts/worker-build/ensure-worker.ts';
import { eventually } from '../support/eventually.ts';
import { SAM } from '../support/start-test-app.ts';
import { askShipped } from './support/ask-shipped.ts';
import { startChaosWorld } from './support/chaos-world.ts';
import type { ChaosWorld } from './support/chaos-world.ts';
import { startShipped, type Shipped } from './support/start-shipped.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const LONG = Number(process.env['CHAOS_KILLS'] ?? 200) >= 1_000;
/** G26 as it stands only in `npm run chaos`: here neighbours share the machine, and only what they cannot hide is asked. */
const SCALE = LONG ? { workers: 8, seconds: 120, perSecond: 50 } : { workers: 2, seconds: 4, perSecond: 25 };
/** The time HubSpot gives a card. */
const MOST_MS = 15_000;

/** One card's request of three kinds, in turn; answers its milliseconds. */
async function ask(web: Shipped, { test: { environment }, orders }: ChaosWorld, turn: number): Promise<number> {
  const began = performance.now();
  const { query } = orders[0]!;
  if (turn % 3 === 0) expect((await askShipped(web, environment, SAM, 'view-table', { query })).rows).toHaveLength(25);
  else if (turn % 3 === 1) expect((await askShipped(web, environment, SAM, 'list-jobs', {})).jobs.length).toBeGreaterThan(0);
  else expect((await askShipped(web, environment, SAM, 'get-settings', {})).mayChange).toBe(true);
  return performance.now() - began;
}

function share(times: readonly number[], part: number): number {
  return times.toSorted((one, other) => one - other)[Math.min(times.length - 1, Math.floor(times.length * part))]!;
}

it(`G26 ${SCALE.perSecond} card requests a second beside ${SCALE.workers} workers that make exports: every one is answered, none later than HubSpot waits (S0.17)`, async () => {
  const world = await startChaosWorld({ rows: 1_500 });
  const processes: Shipped[] = [];
  let stopped = false;
  let started = 0;
  let made = 0;
  /** Keeps two exports for every worker going. Asked of the database, seldom and as a whole: the web process shall have the cards' requests to answer and no others. */
  async function keepBusy(): Promise<void> {
    while (!stopped) {
      const going = (await world.unfinished()).length;
      made = started - going;
      for (let free = SCALE.workers * 2 - going; free > 0; free -= 1) {
        await world.start(world.orders[started % world.orders.length]!);
        started += 1;
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
  try {
    const { environment } = world.test;
    const web = await startShipped('web', environment);
    processes.push(web);
    await ensureWorker(ROOT);
    for (let n = 0; n < SCALE.workers; n += 1) processes.push(await startShipped('worker', environment));
    // As docs/operations.md asks for where web and workers share a machine.
    for (const { pid } of processes.slice(1)) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
    const load = keepBusy();
    load.catch(() => undefined);
    await eventually(() => made > 0, 120_000);

    const began = performance.now();
    const answers: Promise<number>[] = [];
    for (let turn = 0; turn < SCALE.seconds * SCALE.perSecond; turn += 1) {
      const due = began + (turn * 1_000) / SCALE.perSecond;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
      const answer = ask(web, world, turn);
      // A slow one does not spare the next; it is awaited below.
      answer.catch(() => undefined);
      answers.push(answer);
    }
    const times = await Promise.all(answers);
    stopped = true;
    await load;
    await eventually(async () => (await world.unfinished()).length === 0, 120_000);

    console.log(`G26: ${times.length} requests, p95 ${share(times, 0.95).toFixed(0)} ms, p99 ${share(times, 0.99).toFixed(0)} ms, longest ${share(times, 1).toFixed(0)} ms, ${made} exports made`);
    expect(share(times, 1)).toBeLessThan(MOST_MS);
    if (LONG) expect([share(times, 0.95) < 300, share(times, 0.99) < 1_000]).toEqual([true, true]);
  } finally {
    stopped = true;
    await Promise.all(processes.map((each) => each.kill('SIGKILL')));
    await world.close();
  }
}, 400_000);
