import type { Figure, FigureOptions, FigureResult, Measure } from './support/figure.ts';
import { cardClient, type CardClient } from './support/card-client.ts';
import { findAcme } from './support/find-acme.ts';
import { measure } from './support/measure.ts';
import { DATABASE_SIZES, orders } from './support/orders.ts';
import { percentile } from './support/percentile.ts';
import { runExport } from './support/run-export.ts';
import { startBareCard } from './support/start-bare-card.ts';
import { timedView, type ViewBody } from './support/timed-view.ts';
import { withBenchStack, type BenchStack } from './support/with-bench-stack.ts';

/** Requests a second. A view asks HubSpot once, whose allowance is 11 calls a second for a portal; the job list does not. */
const RATES = { view: 8, 'bare for view': 8, jobs: 50, 'bare for jobs': 50 } as const;
const SECONDS = 20;
type Kind = keyof typeof RATES;
const KINDS = ['view', 'bare for view', 'jobs', 'bare for jobs'] as const satisfies readonly Kind[];

const MOST_TIMES_BARE = 3;
const LIMITS_MS = { p95: 300, p99: 1_000, most: 15_000 };
const EXPORTS_AT_ONCE = 2;

/** Cards while workers are busy: people must not notice the exports of others. */
export const cardUnderLoad: Figure = {
  name: 'card',
  title: `card requests at ${RATES.view} and ${RATES.jobs}/s while a worker makes exports, against a bare Express handler under the same load`,
  run,
};

async function run({ runs, requests, say }: FigureOptions): Promise<FigureResult> {
  const count = runs ?? 2;
  const seconds = requests === null ? SECONDS : requests / RATES.jobs;
  return withBenchStack({ folder: 'database', sizes: DATABASE_SIZES, latencyMs: 0 }, async (bench) => {
    const bare = await startBareCard(bench.stack);
    const load = keepBusy(bench);
    try {
      const body: ViewBody = { query: { record: await findAcme(bench.stack), tableId: 'business-database:orders@record', columns: [], filters: [] } };
      const bareClient = cardClient(bare.url);
      const expected = (await timedView(bench.cards, body)).keys;
      const expectedBare = (await timedView(bareClient, body)).keys;
      const askBare = async (): Promise<number> => (await timedView(bareClient, body, expectedBare)).ms;
      const asks: Readonly<Record<Kind, () => Promise<number>>> = {
        view: async () => (await timedView(bench.cards, body, expected)).ms,
        'bare for view': askBare,
        jobs: () => timed(() => bench.cards.ask('list-jobs', {})),
        'bare for jobs': askBare,
      };
      const samples: Record<Kind, number[][]> = { view: [], 'bare for view': [], jobs: [], 'bare for jobs': [] };
      for (const name of KINDS) await steadily(asks[name], RATES[name], 2);
      for (let run = 0; run < count; run += 1) {
        for (const name of KINDS) {
          const times = await steadily(asks[name], RATES[name], seconds);
          samples[name].push(times);
          say(`card: ${name}: p50 ${percentile(times, 0.5).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms, worst ${Math.max(...times).toFixed(0)} ms; ${load.made()} exports made`);
        }
      }
      if (load.made() === 0) throw new Error('no export was made meanwhile: the workers were not busy');
      return { measures: measuresOf(samples), notes: notes(load.made(), seconds) };
    } finally {
      await load.stop();
      await bare.stop();
    }
  });
}

function measuresOf(samples: Readonly<Record<Kind, readonly number[][]>>): Measure[] {
  const of = (name: Kind, share: number): number[] => samples[name].map((times) => percentile(times, share));
  const under = (name: 'view' | 'jobs', share: number, limit: number, words: string): Measure =>
    measure(`${name}, ${words}`, 'ms', of(name, share), { against: { limit, called: 'limit' }, goal: { on: 'own', bound: 'at most', value: limit } });
  return (['view', 'jobs'] as const).flatMap((name) => [
    measure(`${name}, p95`, 'ms', of(name, 0.95), { against: { peer: of(`bare for ${name}`, 0.95), called: 'bare p95' }, goal: { on: 'ratio', bound: 'at most', value: MOST_TIMES_BARE } }),
    measure(`${name}, p50`, 'ms', of(name, 0.5), { against: { peer: of(`bare for ${name}`, 0.5), called: 'bare p50' } }),
    under(name, 0.95, LIMITS_MS.p95, 'p95'),
    under(name, 0.99, LIMITS_MS.p99, 'p99'),
    under(name, 1, LIMITS_MS.most, 'worst'),
  ]);
}

function notes(made: number, seconds: number): string[] {
  return [
    `Signed requests, sent at their time whether or not earlier ones were answered, for ${seconds} s a run; one kind after the other, so that each has the machine and the same exports beside it to itself.`,
    `${EXPORTS_AT_ONCE} exports of 200,000 orders were under way all the time, ${made} of them were finished; one worker process.`,
    '"view" is the first page of 25 orders; "jobs" the list of the person’s jobs, which the card asks for most often. The bare handler makes the same signature check and reads the same 25 orders by an index.',
  ];
}

/** Sends at an even pace and waits for all answers: a slow one does not spare the next. */
async function steadily(ask: () => Promise<number>, rate: number, seconds: number): Promise<number[]> {
  const began = performance.now();
  const answers: Promise<number>[] = [];
  for (let index = 0; index < rate * seconds; index += 1) {
    const due = began + (index * 1000) / rate;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    const answer = ask();
    // It is awaited below; until then nobody listens.
    answer.catch(() => undefined);
    answers.push(answer);
  }
  return Promise.all(answers);
}

async function timed(ask: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await ask();
  return performance.now() - began;
}

function keepBusy({ stack, cards }: { readonly stack: BenchStack['stack']; readonly cards: CardClient }): { made(): number; stop(): Promise<void> } {
  let made = 0;
  let stopped = false;
  const loops = Array.from({ length: EXPORTS_AT_ONCE }, async () => {
    const { query } = await orders(stack, DATABASE_SIZES.orders);
    while (!stopped) {
      await runExport(cards, query, { pollMs: 500 });
      made += 1;
    }
  });
  for (const loop of loops) loop.catch(() => undefined);
  return {
    made: () => made,
    async stop() {
      stopped = true;
      await Promise.all(loops);
    },
  };
}
