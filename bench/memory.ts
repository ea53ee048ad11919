import type { Figure, FigureOptions, FigureResult } from './support/figure.ts';
import { measure } from './support/measure.ts';
import { ALL_ORDERS, DATABASE_SIZES, orders } from './support/orders.ts';
import { processUsage } from './support/process-usage.ts';
import { runExport, verifyExport } from './support/run-export.ts';
import { withBenchStack } from './support/with-bench-stack.ts';

const SIZES = [10_000, 50_000, ALL_ORDERS] as const;
const RUNS = 3;
const PEAK_MB = 250;
const GROWTH = 1.15;

/** Peak memory of a fresh worker for small and large exports: a worker that streams needs no more for more rows. */
export const memory: Figure = {
  name: 'memory',
  title: 'peak memory of the worker as the export grows, database source',
  run,
};

async function run({ runs, say }: FigureOptions): Promise<FigureResult> {
  const peaks = new Map<number, number[]>(SIZES.map((size) => [size, []]));
  const checksums = new Map<number, string>();
  for (let round = 0; round < (runs ?? RUNS); round += 1) {
    for (const size of SIZES) {
      const { peakMb, sha256 } = await exportWithFreshWorker(size);
      if ((checksums.get(size) ?? sha256) !== sha256) throw new Error(`two exports of the same ${size} rows differ`);
      checksums.set(size, sha256);
      peaks.get(size)!.push(peakMb);
      say(`memory: ${size} rows, ${peakMb.toFixed(0)} MB`);
    }
  }
  const [smallest, ...larger] = SIZES;
  return {
    measures: [
      ...SIZES.map((size) => measure(`peak at ${size} rows`, 'MB', peaks.get(size)!, { against: { limit: PEAK_MB, called: 'limit' }, goal: { on: 'own', bound: 'at most', value: PEAK_MB } })),
      ...larger.map((size) => measure(`peak at ${size} rows over ${smallest} rows`, 'MB', peaks.get(size)!, { against: { peer: peaks.get(smallest)!, called: `${smallest} rows` }, goal: { on: 'ratio', bound: 'at most', value: GROWTH } })),
    ],
    notes: [
      'Each export in a worker process of its own, by VmHWM of the kernel; the smaller ones by a filter on the order date. Sizes interleaved.',
      'Each file compared with the source cell by cell.',
    ],
  };
}

async function exportWithFreshWorker(size: number): Promise<{ peakMb: number; sha256: string }> {
  return withBenchStack({ folder: 'database', sizes: DATABASE_SIZES }, async ({ stack, cards }) => {
    const { query, origin } = await orders(stack, size);
    const made = await runExport(cards, query, { pollMs: 100 });
    const usage = processUsage(stack.pid('worker'));
    if (usage === null) throw new Error('peak memory can be read on Linux only');
    if (made.job.lane !== 'background') throw new Error('the export was not made by the worker');
    const { sha256 } = await verifyExport(made, origin, size);
    return { peakMb: usage.peakMb, sha256 };
  });
}
