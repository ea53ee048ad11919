import { cardClient } from './support/card-client.ts';
import type { CardClient } from './support/card-client.ts';
import type { Figure, FigureOptions, FigureResult, Measure } from './support/figure.ts';
import { findAcme } from './support/find-acme.ts';
import { measure } from './support/measure.ts';
import { DATABASE_SIZES } from './support/orders.ts';
import { callsPerView, paceOf } from './support/pace.ts';
import { percentile } from './support/percentile.ts';
import { startBareCard } from './support/start-bare-card.ts';
import { timedView } from './support/timed-view.ts';
import type { ViewBody } from './support/timed-view.ts';
import { withBenchStack } from './support/with-bench-stack.ts';
import type { BenchStack } from './support/with-bench-stack.ts';

type Samples = { readonly own: number[]; readonly bare: number[] };

const TABLES = ['hubspot:deals@record', 'hubspot:contacts@record', 'business-database:orders@record'];
const LATENCIES_MS = [0, 50];
const REQUESTS = 200;
const WARM_UPS = 10;
const LIMIT_MS = 300;

/** The first page of a record's tables, with warm sources, as the backend answers it. */
export const view: Figure = {
  name: 'view',
  title: 'first page of a table on Acme, time of the backend, against the limit and a bare Express handler',
  run,
};

async function run({ runs, requests, say }: FigureOptions): Promise<FigureResult> {
  const count = runs ?? 1;
  return withBenchStack({ folder: 'database', sizes: DATABASE_SIZES, latencyMs: 0 }, async (bench) => {
    const bare = await startBareCard(bench.stack);
    try {
      const record = await findAcme(bench.stack);
      const measures: Measure[] = [];
      const notes: string[] = [];
      for (const latencyMs of LATENCIES_MS) {
        await bench.sandbox.setLatency(latencyMs);
        for (const tableId of TABLES) {
          const body: ViewBody = { query: { record, tableId, columns: [], filters: [] } };
          const { samples, words } = await sampleTable(bench, cardClient(bare.url), body, { runs: count, requests: requests ?? REQUESTS });
          const name = `${tableId} at ${latencyMs} ms`;
          measures.push(...measuresOf(name, samples));
          notes.push(`${name}: ${words}`);
          say(`view: ${name}: p95 ${measures.at(-2)!.own.toFixed(0)} ms; ${words}`);
        }
      }
      return { measures, notes: [...notes, ...COMMON_NOTES] };
    } finally {
      await bare.stop();
    }
  });
}

const COMMON_NOTES = [
  'Signed POSTs straight to the web process, one at a time, from sending to the whole answer; every answer has the same rows as the first. The bare handler is asked between two of ours.',
  'Paced so that every view starts with a full allowance; what waits inside a view is then the view’s own doing.',
  'The bare handler makes the same signature check and reads 25 orders of Acme by an index, whatever table it is held against.',
];

function measuresOf(name: string, runs: readonly Samples[]): Measure[] {
  const of = (side: keyof Samples, share: number): number[] => runs.map((samples) => percentile(samples[side], share));
  return [
    measure(`${name}, p50`, 'ms', of('own', 0.5), { against: { peer: of('bare', 0.5), called: 'bare p50' } }),
    measure(`${name}, p95`, 'ms', of('own', 0.95), { against: { limit: LIMIT_MS, called: 'limit' }, goal: { on: 'own', bound: 'at most', value: LIMIT_MS } }),
    measure(`${name}, p95`, 'ms', of('own', 0.95), { against: { peer: of('bare', 0.95), called: 'bare p95' } }),
  ];
}

async function sampleTable(bench: BenchStack, bare: CardClient, body: ViewBody, wanted: { runs: number; requests: number }): Promise<{ samples: Samples[]; words: string }> {
  const calls = await callsPerView(bench, body, WARM_UPS);
  const pace = paceOf(calls);
  const expected = (await timedView(bench.cards, body)).keys;
  const expectedBare = (await timedView(bare, body)).keys;
  const samples: Samples[] = [];
  await bench.sandbox.resetStats();
  for (let run = 0; run < wanted.runs; run += 1) {
    const own: number[] = [];
    const bares: number[] = [];
    for (let request = 0; request < wanted.requests; request += 1) {
      const next = performance.now() + pace.everyMs;
      own.push((await timedView(bench.cards, body, expected)).ms);
      bares.push((await timedView(bare, body, expectedBare)).ms);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
    }
    samples.push({ own, bare: bares });
  }
  const { rateLimited } = await bench.sandbox.stats();
  if (rateLimited > 0) throw new Error(`HubSpot's stand-in refused ${rateLimited} calls`);
  if (body.query.tableId.includes('orders') && expected.join() !== expectedBare.join()) throw new Error('the view and the bare handler show different orders');
  const spent = Object.entries(calls).map(([family, each]) => `${each} ${family}`).join(' + ') || 'none';
  return { samples, words: `${expected.length} rows; HubSpot calls per view: ${spent}; ${wanted.requests} requests per run, one every ${pace.everyMs.toFixed(0)} ms` };
}
