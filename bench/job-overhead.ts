import { join } from 'node:path';
import type { TableQuery } from '#contract';
import { ensureWorker } from '../scripts/worker-build/ensure-worker.ts';
import type { CardClient } from './support/card-client.ts';
import type { Figure, FigureOptions, FigureResult } from './support/figure.ts';
import { measure } from './support/measure.ts';
import { DATABASE_SIZES, orders } from './support/orders.ts';
import { runExport, verifyExport } from './support/run-export.ts';
import { withBenchStack } from './support/with-bench-stack.ts';
import type { PlainRead } from './peers/web-with-plain-read.ts';

const ROWS = 1_000;
const RUNS = 15;
const WARM_UPS = 3;
const LIMIT_MS = 300;
const POLL_MS = 20;

/** What a durable job costs beside the reading itself: a small export sent to the background on purpose. */
export const jobOverhead: Figure = {
  name: 'job-overhead',
  title: `${ROWS} rows through the background lane, click to link, against the same read without a job`,
  run,
};

async function run({ runs, say }: FigureOptions): Promise<FigureResult> {
  const programs = {
    sandbox: 'sandbox/main.ts', worker: await ensureWorker(join(import.meta.dirname, '..')), addConnection: 'server/cli/add-connection.ts',
    // Our web process, but every export goes to the background, and one route more that reads without a job.
    web: join('bench', 'peers', 'web-with-plain-read.ts'),
  };
  return withBenchStack({ folder: 'database', sizes: DATABASE_SIZES, programs }, async ({ stack, cards }) => {
    const { query, origin } = await orders(stack, ROWS);
    const withJob: number[] = [];
    const without: number[] = [];
    const checksums = new Set<string>();
    for (let round = -WARM_UPS; round < (runs ?? RUNS); round += 1) {
      const made = await runExport(cards, query, { pollMs: POLL_MS });
      if (made.job.lane !== 'background') throw new Error('the export did not take the background lane');
      checksums.add((await verifyExport(made, origin, ROWS)).sha256);
      const plain = await readPlainly(cards, query);
      if (plain.rows !== ROWS) throw new Error(`the plain read gave ${plain.rows} rows`);
      checksums.add(plain.sha256);
      if (round < 0) continue;
      withJob.push(made.linkSeconds * 1000);
      without.push(plain.ms);
    }
    if (checksums.size !== 1) throw new Error('the job and the plain read do not give the same bytes');
    say(`job-overhead: ${withJob.length} runs`);
    return {
      measures: [
        measure('click to link', 'ms', withJob, { against: { peer: without, called: 'without a job' } }),
        measure('overhead of the job', 'ms', withJob.map((ms, at) => ms - without[at]!), { against: { limit: LIMIT_MS, called: 'limit' }, goal: { on: 'own', bound: 'at most', value: LIMIT_MS } }),
      ],
      notes: [
        `Asked every ${POLL_MS} ms whether it is ready, so up to ${POLL_MS} ms of it is the asking. In turn after ${WARM_UPS} warm-ups of each.`,
        'The plain read is the same source, plan, CSV and sha256 in the web process, in one signed request, without queue, checkpoints, file or notices. Both give the same bytes, checked each time.',
      ],
    };
  });
}

async function readPlainly(cards: CardClient, query: TableQuery): Promise<PlainRead & { ms: number }> {
  const began = performance.now();
  const answer = (await cards.post('/ui/bench-plain-read', { query })) as PlainRead;
  return { ...answer, ms: performance.now() - began };
}
