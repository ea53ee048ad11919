import { numbersSource } from './numbers-source.ts';
import { POISONS, POISON_WORLD_ROWS } from './poison.ts';
import type { Poison } from './poison.ts';
import { runWorkerOver } from './run-worker-over.ts';

/** A worker over a source that takes the process down where the record is one of `POISONS`, as a bug of ours would. */
const hoard: number[][] = [];
const take: Readonly<Record<Poison, () => void>> = {
  'out-of-memory': () => { for (;;) hoard.push(new Array<number>(1_000_000).fill(hoard.length)); },
  'process-exit': () => process.exit(0),
  'endless-loop': () => { for (;;) hoard.length = 0; },
  'segmentation-fault': () => void process.kill(process.pid, 'SIGSEGV'),
};

const source = numbersSource({ rows: POISON_WORLD_ROWS, parts: 1, batch: 100 });
await runWorkerOver({
  ...source,
  async *read(context, query, part, cursor) {
    const poison = POISONS.get(query.record?.objectId ?? '');
    if (poison !== undefined) take[poison]();
    yield* source.read(context, query, part, cursor);
  },
});
