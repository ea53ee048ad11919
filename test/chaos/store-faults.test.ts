import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { WorkerProcess } from '../support/worker-process.ts';
import type { ChaosWorld, Kind } from './support/chaos-world.ts';
import type { Ask, Fate } from './support/faulty-line.ts';
import { harmTo, makeUndisturbed } from './support/judge.ts';
import type { Undisturbed } from './support/judge.ts';
import { leftBehind, sweepNow } from './support/left-behind.ts';
import { isSettled } from './support/outcome.ts';
import { startS3World } from './support/s3-world.ts';
import type { S3World } from './support/s3-world.ts';

let world: S3World;
let kind: Kind;
let undisturbed: Undisturbed;
let worker: WorkerProcess;
beforeEach(async () => {
  world = await startS3World();
  kind = world.orders[0]!;
  undisturbed = await makeUndisturbed(world, [kind]);
  worker = await world.worker();
});
afterEach(async () => {
  await worker?.kill();
  await world?.close();
});

/** That fate for the first few answers to such a request; the others arrive. */
function few(fate: Fate, times: number, matches: (ask: Ask) => boolean): { judge: (ask: Ask) => Fate; met: () => number } {
  let met = 0;
  return {
    met: () => met,
    judge(ask) {
      if (met >= times || !matches(ask)) return 'arrives';
      met += 1;
      return fate;
    },
  };
}

async function expectUnharmed(other: ChaosWorld, started: Awaited<ReturnType<ChaosWorld['start']>>): Promise<void> {
  expect(await harmTo(other, started, undisturbed, false)).toEqual([]);
  await sweepNow(other, [started]);
  await eventually(async () => (await leftBehind(other, [started])).length === 0);
}

describe('an export whose store', () => {
  it.each([
    ['a chunk is stored', ({ method, url }: Ask) => method === 'PUT' && url.includes('chunk-')],
    ['the file is completed', ({ method, url }: Ask) => method === 'POST' && url.includes('uploadId=') && url.includes('file-')],
  ])('does its work but is not heard when %s ends with the same bytes and leaves nothing behind (F16)', async (_, matches) => {
    // More often than the client tries by itself.
    const faults = few('is lost', 4, matches);
    world.line.judge = faults.judge;

    const started = await world.start(kind);
    await eventually(() => isSettled(world, started), 120_000);

    expect(faults.met()).toBe(4);
    await expectUnharmed(world, started);
  }, 300_000);

  it('gives a chunk back changed makes no file of it, says so, and Retry ends with the same bytes (F16)', async () => {
    // To the one who joins while rows are read, and to the one who renders because of that.
    const faults = few('is changed', 2, ({ method, url }) => method === 'GET' && url.includes('chunk-'));
    world.line.judge = faults.judge;

    const started = await world.start(kind);
    await eventually(() => isSettled(world, started), 120_000);
    const { job } = await world.test.ask('get-job', { jobId: started.jobId }, kind.caller);

    expect(faults.met()).toBe(2);
    expect(job.state).toBe('failed');
    await world.test.ask('retry-job', { jobId: started.jobId }, kind.caller);
    await eventually(() => isSettled(world, started), 120_000);
    const harm = await harmTo(world, started, undisturbed, false);
    // The notices of the failure stand beside those of the file, and so do their mails.
    expect(harm.filter((words) => !/notices is|its mail is/.test(words))).toEqual([]);
  }, 300_000);
});
